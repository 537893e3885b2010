import { expect, test } from 'vitest'
import { feedHtml, feedHtmlWithFormulas } from '../../src/bodies/for-feed.ts'
import { mailHtml } from '../../src/bodies/for-mail.ts'
import { formulaProblems } from '../../src/bodies/formula-problems.ts'
import { type FormulaPicture, formulasOf, withFormulaPictures } from '../../src/bodies/formulas.ts'
import type { PassthroughSettings } from '../../src/posts/markup-settings.ts'
import { bodyOf, MARKUP } from '../posts/body-of.ts'

const passthrough: PassthroughSettings = { block: [['$$', '$$']], inline: [['\\(', '\\)']] }
const bodyWith = (markdown: string) => bodyOf(markdown, { markup: { ...MARKUP, passthrough } })

const TEXT = 'So \\(a<b\\), and\n\n$$\nx_1\n$$\n\n```math\ny\n```\n'
const pictures = new Map<string, FormulaPicture>([
  ['inline:a<b', { url: 'https://news.example/pictures/1.png', width: 40, height: 20, depth: 4 }],
  ['block:x_1', { url: 'https://news.example/pictures/2.png', width: 900, height: 60, depth: 10 }],
])

test('formulas are what stands between delimiters, and fences named math; each once', () => {
  expect(formulasOf(bodyWith(`${TEXT}\\(a<b\\)`))).toEqual([
    { source: 'a<b', isBlock: false },
    { source: 'x_1', isBlock: true },
    { source: 'y', isBlock: true },
  ])
  expect(formulasOf(bodyOf('`a` and\n\n    x\n'))).toEqual([])
})

test('in a feed: a picture whose alt text is the source; without one, the source', () => {
  expect(feedHtmlWithFormulas(feedHtml(bodyWith(TEXT)), pictures)).toBe(
    [
      '<p>So <img src="https://news.example/pictures/1.png" alt="a&lt;b" width="40" height="20">, and</p>',
      '<p><img src="https://news.example/pictures/2.png" alt="x_1" width="900" height="60"></p>',
      '<pre><code class="language-math">y\n</code></pre>',
    ].join('\n'),
  )
})

test('in a mail: on the line, or in the middle, where a wide one scrolls on a phone', () => {
  const html = mailHtml(withFormulaPictures(bodyWith(TEXT), pictures), { pictures: new Map(), columnWidth: 600 })
  expect(html).toMatch(/alt="a&lt;b" width="40" height="20" style="[^"]*vertical-align:-4px"/)
  expect(html).toMatch(/overflow-x:auto"><div><img [^>]*alt="x_1" width="600" height="40" style="[^"]*max-width:none/)
})

test('a broken one is a warning with its line', async () => {
  const text = 'Words.\n\nSo \\(\\frac{1\\)\n\n$$\nx \\oops\n$$\n'
  expect(await formulaProblems(bodyWith(text), { file: 'content/a.md', text, firstLine: 5 })).toEqual([
    {
      code: 'body.formula',
      severity: 'warning',
      message: 'A formula cannot be read: Missing close brace.',
      hint: 'It is shown as its source; put it right.',
      file: 'content/a.md',
      line: 7,
    },
    expect.objectContaining({ message: 'A formula cannot be read: Undefined control sequence \\oops.', line: 10 }),
  ])
})
