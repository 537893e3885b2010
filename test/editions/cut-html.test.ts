import fc from 'fast-check'
import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { expect, test } from 'vitest'
import { writeHtml } from '../../src/bodies/write-html.ts'
import { cutHtml } from '../../src/editions/cut-html.ts'

const URL = 'https://lantern.example/posts/long/'
const cut = (html: string, most: number) => cutHtml(html, most, URL)
const words = 'word '.repeat(20).trim()

test.each([
  ['whole, where it fits', `<p>${words}</p><p>b</p>`, 500, `<p>${words}</p><p>b</p>`],
  ['after the last paragraph that fits', `<p>a</p><p>b</p><p>${words}</p>`, 30, '<p>a</p><p>b</p>'],
  [
    'before a table',
    `<p>a</p><table><tbody><tr><td>1</td></tr><tr><td>${words}</td></tr></tbody></table>`,
    90,
    '<p>a</p>',
  ],
  ['before code', `<p>a</p><pre><code>one\n${words}</code></pre>`, 90, '<p>a</p>'],
  [
    'before a figure',
    `<p>a</p><figure><img src="https://a.example/a.png"><figcaption>${words}</figcaption></figure>`,
    90,
    '<p>a</p>',
  ],
  ['without a heading that leads on to nothing', `<p>a</p><hr><h2>Next</h2><p>${words}</p>`, 60, '<p>a</p>'],
  ['within a box', `<div class="x"><p>a</p><p>b</p><p>${words}</p></div>`, 60, '<div class="x"><p>a</p><p>b</p></div>'],
  ['within a quote', `<blockquote><p>a</p><p>${words}</p></blockquote>`, 60, '<blockquote><p>a</p></blockquote>'],
  [
    'before a list, where much is left without it',
    `<p>${words}</p><ul><li>a</li><li>${words}</li></ul>`,
    150,
    `<p>${words}</p>`,
  ],
  [
    'within a list, where little would be left',
    `<p>a</p><ul><li>b</li><li>c</li><li>${words}</li></ul>`,
    60,
    '<p>a</p><ul><li>b</li><li>c</li></ul>',
  ],
  [
    'not between words and a picture',
    `<p>a</p>one <img src="https://a.example/a.png"> two ${words}<p>b</p>`,
    70,
    '<p>a</p>',
  ],
])('a post is cut %s', (_, html, most, expected) => {
  expect(cut(html, most)).toBe(expected)
})

test.each([
  ['one paragraph too long', `<p>${words}</p>`],
  ['one table too long', `<table><tbody><tr><td>${words}</td></tr></tbody></table>`],
  ['a list whose first item is too long', `<ul><li>${words}</li></ul>`],
  ['nothing but words', words],
  ['a heading before what is too long', `<h2>a</h2><p>${words}</p>`],
])('nothing is kept of %s', (_, html) => {
  expect(cut(html, 50)).toBeUndefined()
})

test('a link to a place that is cut off leads to the post', () => {
  const html = `<p id="a">a<a href="#b">b</a><a href="#a">a</a></p><p id="b">${words}</p>`
  expect(cut(html, 90)).toBe(`<p id="a">a<a href="${URL}">b</a><a href="#a">a</a></p>`)
})

test('many such links, which then are longer, take away no more than they must', () => {
  const note = '<p>word <a href="#n">1</a></p>'
  const short = cut(`${note.repeat(400)}<p id="n">${words}</p>`, 6_000) ?? ''
  expect(Buffer.byteLength(short)).toBeGreaterThan(3_500)
  expect(short).not.toContain('"#n"')
})

const inline = fc.constantFrom(
  'words of a post',
  '<a href="https://a.example/?a=1&b=2">a link</a>',
  '燈塔守護著時間',
  '<b>&lt;</b>',
  '<img src="https://a.example/a.png" alt="a > b">',
)
const block: fc.Arbitrary<string> = fc.letrec((tie) => ({
  block: fc.oneof(
    { maxDepth: 3 },
    fc.array(inline, { minLength: 1, maxLength: 9 }).map((parts) => `<p>${parts.join(' ')}</p>`),
    inline.map((text) => `<h2>${text}</h2>`),
    inline.map((text) => `<pre><code>${text}\n\n${text}</code></pre>`),
    inline,
    fc.array(tie('block'), { maxLength: 4 }).map((parts) => `<div>${parts.join('\n')}</div>`),
    fc
      .array(tie('block'), { maxLength: 4 })
      .map((parts) => `<ul>${parts.map((part) => `<li>${part}</li>`).join('')}</ul>`),
    fc
      .array(inline, { minLength: 1, maxLength: 4 })
      .map((cells) => `<table><tbody><tr><td>${cells.join('</td><td>')}</td></tr></tbody></table>`),
  ),
})).block as fc.Arbitrary<string>

test('whatever the post, what is left is no longer, whole HTML, and its beginning', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 12 }), fc.nat(1500), (blocks, most) => {
      const html = blocks.join('\n')
      const short = cut(html, most)
      if (short === undefined) return
      expect(Buffer.byteLength(short)).toBeLessThanOrEqual(most)
      expect(writeHtml(fromHtml(short, { fragment: true }))).toBe(short)
      expect(wordsOf(html).startsWith(wordsOf(short))).toBe(true)
    }),
  )
})

test('boxes within boxes without end take no time', () => {
  const html = `${'<div><p>a</p>'.repeat(500)}${'<p>word</p>'.repeat(20_000)}`
  expect(cut(html, 100_000)).toBeDefined()
})

function wordsOf(html: string): string {
  const text = (nodes: Root['children']): string =>
    nodes
      .map((node) => ('value' in node ? node.value : 'children' in node ? text(node.children as Root['children']) : ''))
      .join('')
  return text(fromHtml(html, { fragment: true }).children).replace(/\s+/g, '')
}
