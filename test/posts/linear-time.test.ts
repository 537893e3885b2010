import { describe, expect, it } from 'vitest'
import { renderedEntryOf } from '../../src/bodies/rendered-entry.ts'
import { bodyText } from '../../src/bodies/to-text.ts'
import { readFrontMatter } from '../../src/posts/front-matter.ts'
import { lineOfKey } from '../../src/posts/line-of-key.ts'
import { renderBody } from '../../src/posts/markdown/render-body.ts'
import { bodyOf, contextOf, MARKUP, post } from './body-of.ts'
import { growsTooFast } from './growth.ts'

const SIZE = 15_000

type Make = (size: number) => string

const filled =
  (piece: string): Make =>
  (size) =>
    piece.repeat(Math.ceil(size / piece.length))

const counted =
  (piece: (i: number) => string): Make =>
  (size) => {
    let text = ''
    for (let i = 0; text.length < size; i += 1) text += piece(i)
    return text
  }

describe('what a text costs grows as the text', () => {
  it.each<[string, Make]>([
    ['blanks in code', (n) => `\`\`\`\na${' '.repeat(n)}x\n\`\`\``],
    ['no-break spaces', (n) => `a${'\u00a0'.repeat(n)}x`],
    ['empty lines in code', (n) => `\`\`\`\na${'\n'.repeat(n)}x\n\`\`\``],
    ['blanks before an attribute of a fence', (n) => `\`\`\` js${' '.repeat(n)}a\nx\n\`\`\``],
    ['blanks in a shortcode of code', (n) => `{{< highlight go >}}a${' '.repeat(n)}b{{< /highlight >}}`],
    ['footnotes', (n) => counted((i) => `a[^${i}]\n\n`)(n / 2) + counted((i) => `[^${i}]: note\n\n`)(n / 2)],
    ['footnotes in footnotes', counted((i) => `[^${i}]: [^${i + 1}]\n\n`)],
    ['one footnote, mentioned again and again', (n) => `${filled('a[^1] ')(n)}\n\n[^1]: x`],
    ['fences that are never closed', filled('```\n')],
    ['comments that are never closed', filled('a<!--')],
    ['tags that are never closed', filled('<a x')],
    ['links that are never closed', filled('[a](')],
    ['brackets', (n) => '['.repeat(n / 2) + ']'.repeat(n / 2)],
    ['emphasis', filled('*a **a ')],
    ['quotes', filled('"a ')],
    ['quotations', filled('> ')],
    ['lists', filled('- ')],
    ['a wide table', (n) => `${'|a'.repeat(n / 4)}|\n${'|-'.repeat(n / 4)}|\n`],
    ['a long table', (n) => `|a|b|\n|-|-|\n${filled('|1|2|\n')(n)}`],
    [
      'an HTML table of one long cell and many short ones',
      (n) => `<table><tr>${filled('<td>a')(n / 2)}<td>${filled('a<br>')(n / 2)}</table>`,
    ],
    ['addresses that end in dots', filled(`www.a.b/a${'.'.repeat(1_000)} `)],
    ['shortcodes that are never closed', filled('{{< a ')],
    ['commented shortcodes that are never closed', filled('{{</*\n')],
    ['escaped quotes in a shortcode', (n) => `{{< a "${'\\"'.repeat(n / 2)}`],
    ['details in details', (n) => '{{< details >}}'.repeat(n / 30) + '{{< /details >}}'.repeat(n / 30)],
    ['declarations of a style', (n) => `<p style="${filled('a:b!;/*c*/')(n)}">x</p>`],
    ['comments in a style that are never closed', (n) => `<p style="${filled('/*')(n)}">x</p>`],
    ['attributes of a heading', (n) => `# ${filled('{a="')(n)}`],
    ['braces behind a heading', (n) => `# a${filled('{a={#b .c ')(n)}`],
    ['terms', filled('a\n')],
    ['definitions', filled('a\n: b\n\n')],
    ['definitions in definitions', filled(': a\n\nb\n')],
    ['definitions in a definition', (n) => `a\n: b\n\n${filled('  c\n  : d\n\n')(n)}`],
    ['a definition in each definition', (n) => counted((i) => `${'  '.repeat(i)}a\n${'  '.repeat(i)}: b\n\n`)(n)],
    ['headings of one name', filled('# a\n')],
    ['formulas that are never closed', filled('$$a')],
  ])('%s', (_, make) => {
    const work = (size: number) => renderedEntryOf(bodyOf(make(size)), post())
    expect(growsTooFast(work, SIZE)).toBe(false)
  })

  it.each<[string, Make]>([
    ['<!--more--> again and again', filled('<!--more-->')],
    ['<!--more--> in a list in a list', filled('<!--more--> - ')],
  ])('%s, where raw HTML is left out', (_, make) => {
    const context = contextOf({ markup: { ...MARKUP, rawHtml: false } })
    expect(growsTooFast((size) => bodyText(renderBody(make(size), context).body), SIZE)).toBe(false)
  })

  it.each<[string, Make]>([
    ['blank lines', (n) => `---\ntitle: a${'\n'.repeat(n)}---\n`],
    ['keys', (n) => `---\n${counted((i) => `k${i}: [v, "w"]\n`)(n)}---\n`],
    ['escaped quotes in JSON', (n) => `{"a": "${'\\"'.repeat(n / 2)}`],
    ['quotations that are never closed', (n) => `---\n${filled('a: "\nb: \'\n')(n)}---\n`],
  ])('front matter of %s', (_, make) => {
    expect(growsTooFast((size) => readFrontMatter(make(size), 'a.md'), SIZE)).toBe(false)
  })

  it('a search for a key in a line of blanks', () => {
    expect(growsTooFast((size) => lineOfKey(' '.repeat(size), 'date'), SIZE)).toBe(false)
  })
})
