import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withCodeRoles } from '../../src/bodies/code-colours.ts'
import { feedHtml } from '../../src/bodies/for-feed.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { bodyText } from '../../src/bodies/to-text.ts'
import { bodyOf } from '../posts/body-of.ts'

async function mail(markdown: string): Promise<string> {
  return mailHtml(await withCodeRoles(bodyOf(markdown)), { pictures: new Map(), columnWidth: 600 })
}

const fence = (language: string, code: string) => `\`\`\`${language}\n${code}\n\`\`\``

test('a keyword, a string, a comment', async () => {
  const html = await mail(fence('js', 'const moon = "</full>" // ⅔'))
  expect(html.slice(html.indexOf('<code>'))).toBe(
    '<code><span class="code-keyword" style="color:#8a2b1d">const</span> ' +
      '<span class="code-constant" style="color:#7a4a00">moon</span> ' +
      '<span class="code-keyword" style="color:#8a2b1d">=</span> ' +
      '<span class="code-string" style="color:#2f6636">"&#x3C;/full>"</span> ' +
      '<span class="code-comment" style="color:#6b655a">// ⅔</span>\n</code></pre>',
  )
})

test('an alias is known, and so is a name in capitals', async () => {
  expect(await mail(fence('TS', 'let a'))).toContain('code-keyword')
  expect(await mail(fence('golang', 'func f() {}'))).toContain('code-keyword')
  expect(await mail('{{< highlight go >}}\nfunc f() {}\n{{< /highlight >}}')).toContain('code-keyword')
})

test.each([
  ['no language', fence('', 'const a')],
  ['one that nobody knows', fence('elvish', 'const a')],
  ['a name that every object has', fence('constructor', 'const a')],
  ['a line that nobody reads', fence('js', `const a = "${'x'.repeat(500)}"`)],
  ['too much of it', fence('js', 'const a = 1\n'.repeat(600))],
  ['a sentence', '`const a`'],
])('no colours for %s', async (_, markdown) => expect(await mail(markdown)).not.toContain('code-'))

test('the words stay, and so does the given body', async () => {
  const body = bodyOf(fence('go', 'func f() {\n\n\treturn 1 // x\n}'))
  const before = structuredClone(body)
  const coloured = await withCodeRoles(body)
  expect(body).toEqual(before)
  expect(bodyText(coloured)).toBe(bodyText(body))
  expect(feedHtml(coloured)).toBe(feedHtml(body))
})

test('each class has its colour for dark mode', async () => {
  const html = await mail(fence('js', '// a\nlet b = f("c") + 1'))
  const style = readFileSync(new URL('../../templates/parts/style.mjml', import.meta.url), 'utf8')
  for (const [, name] of html.matchAll(/class="(code[^"]*)"/g)) expect(style).toContain(`.mail .${name} { `)
})
