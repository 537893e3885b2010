import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { withCodeRoles } from '../../src/bodies/code-colours.ts'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { formulaProblems } from '../../src/bodies/formula-problems.ts'
import { summaryOf } from '../../src/bodies/summary.ts'
import { bodyText } from '../../src/bodies/to-text.ts'
import { renderBody } from '../../src/posts/markdown/render-body.ts'
import { hasCorpora, markdownFiles } from '../corpora.ts'
import { contextOf } from '../posts/body-of.ts'

const files = ['hugo-letsencrypt', 'hugo-coderzh', 'hugo-docs'].flatMap(markdownFiles)

/** Real posts, front matter cut off crudely: reading it is tested elsewhere. */
const texts = files.map((file) => readFileSync(file, 'utf8').replace(/^(---|\+\+\+)\r?\n[\s\S]*?\n\1\r?\n/, ''))

const FORBIDDEN_TAGS =
  'script style iframe object embed video audio source svg form input broadsheet-video broadsheet-card'.split(' ')

/** What in a written body would run, leak or lead nowhere. */
function faults(html: string): string[] {
  const found: string[] = []
  const tree: Root = fromHtml(html, { fragment: true })
  visit(tree, (node) => {
    if (node.type === 'comment') found.push('a comment')
    if (node.type !== 'element') return
    if (FORBIDDEN_TAGS.includes(node.tagName)) found.push(node.tagName)
    for (const [name, value] of Object.entries(node.properties)) {
      if (/^(?:on|data|srcSet$|formAction$)/.test(name)) found.push(`${node.tagName} ${name}`)
      if (/^(?:href|src|cite)$/.test(name) && !/^(?:https?:\/\/|mailto:|tel:|#)/i.test(String(value))) {
        found.push(`${node.tagName} ${name}=${value}`)
      }
    }
  })
  return found
}

/** A page for mathematics, so that dollars are read, too. */
const onPage = contextOf({ param: (name) => (name === 'math' ? 'true' : undefined) })

async function writings(text: string) {
  const { body } = renderBody(text, onPage)
  await formulaProblems(body, { file: 'a.md', text, firstLine: 1 })
  const mail = mailHtml(await withCodeRoles(body), { pictures: new Map(), columnWidth: 600 })
  const html = [feedHtml(body), mail]
  return { html, text: bodyText(body), summary: summaryOf({ language: 'zh' }, body) }
}

// {{</* x */>}} and {{\< are what an author writes to show a shortcode.
const SHOWS_SHORTCODES = /\{\{[<%]\s*\/\*|\{\\?\{\\</

describe.skipIf(!hasCorpora)('real posts (skipped without BROADSHEET_CORPORA)', () => {
  test('nothing runs, nothing leaks, every address is absolute', async () => {
    for (const [i, text] of texts.entries()) {
      const written = await writings(text)
      expect(written.html.flatMap(faults), files[i]).toEqual([])
      if (SHOWS_SHORTCODES.test(text)) continue
      expect(written.html.join(''), files[i]).not.toMatch(/\{\{(?:&#x3C;|<(?!\/)|%)/)
      expect(written.text + written.summary, files[i]).not.toMatch(/\{\{[<%]/)
    }
  }, 180_000)

  test('however they are mutilated', async () => {
    const hostile = fc.constantFrom(
      ...[
        '<script>',
        '</p>',
        '<!--',
        '-->',
        '<svg><style>',
        '<a href="javascript:x">',
        '<img onerror=x src=y',
        '"',
        "'",
      ],
      ...[
        '{{<',
        '>}}',
        '{{%',
        '{{< youtube "',
        '{{</*',
        '{{< figure src="javascript:x" link="data:x" >}}',
        '`',
        '```\n',
        '\n\n',
      ],
      ...[
        '<table>',
        '<td>',
        '<template>',
        '<plaintext>',
        '<broadsheet-video url=javascript:x>',
        '<broadsheet-card url=javascript:x>',
        '<input type=checkbox onclick=x>',
        '{{< details summary="<b onclick=x>" >}}',
        '{{< /details >}}',
        '{{< highlight js >}}',
        '{{< gist a b1 >}}',
        '- [ ] ',
        '> [!NOTE] ',
        '\n```js\n',
        '\n```mermaid\n',
        '[x](vbscript:y)',
        '$$',
        '$x^2$',
        '\n```math\n\\def\\a{\\a\\a}\\a\n```\n',
        '$$\\href{javascript:x}{<img src=x onerror=y>}$$',
        'www.a.example/<b onclick=x>',
        '\u{FDD0}0\u{FDD1}',
        '\0',
      ],
    )
    const short = texts.filter((text) => text.length < 20_000)
    const cut = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), hostile)
    // What is loaded when it is first needed counts for nothing.
    await writings('$x$\n```js\na\n```\n')
    await fc.assert(
      fc.asyncProperty(fc.nat(short.length - 1), fc.array(cut, { minLength: 1, maxLength: 8 }), async (which, cuts) => {
        const text = cuts.reduce((mutant, [at, piece]) => {
          const place = Math.floor(at * mutant.length)
          // Some pieces go in, some take the place of what was there.
          return mutant.slice(0, place) + piece + mutant.slice(place + (place % 7))
        }, short[which] ?? '')
        expect((await writings(text)).html.flatMap(faults)).toEqual([])
      }),
      { numRuns: 100 },
    )
  }, 180_000)
})
