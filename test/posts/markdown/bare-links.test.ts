import { describe, expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

const link = (url: string, text = url) => `<a href="${url}">${text}</a>`
const A = 'https://x.example/a'

describe('a bare link ends where GFM ends it', () => {
  test.each([
    [`_Source: ${A}_`, `<em>Source: ${link(A)}</em>`],
    [`__${A}__`, `<strong>${link(A)}</strong>`],
    [`~~${A}~~`, `<s>${link(A)}</s>`],
    [`**${A}.**`, `<strong>${link(A)}.</strong>`],
    [`(see ${A}.)`, `(see ${link(A)}.)`],
    [`(${A}).`, `(${link(A)}).`],
    [`(${A},) b`, `(${link(A)},) b`],
    [`${A}: b`, `${link(A)}: b`],
    [`${A}?!`, `${link(A)}?!`],
    [`${A}_(b)`, link(`${A}_(b)`)],
    [`${A}_b_c`, link(`${A}_b_c`)],
    [`${A}&amp;`, `${link(A)}&#x26;`],
    [`${A}?b=1&c=2`, link(`${A}?b=1&#x26;c=2`)],
    [`“${A}” 「${A}」`, `“${link(A)}” 「${link(A)}」`],
    [`${A}。`, `${link(A)}。`],
    [`${A}\\`, `${link(A)}\\`],
    ['https://x.example/a\\_b/c', link('https://x.example/a_b/c')],
    [
      'https://x.example/search?q=stars:>100 b',
      `${link('https://x.example/search?q=stars:%3E100', 'https://x.example/search?q=stars:>100')} b`,
    ],
    ['https://user:pw@x.example/', link('https://user:pw@x.example/')],
    ['ftp://x.example/a.', `${link('ftp://x.example/a')}.`],
    ['http://localhost:1313/a', link('http://localhost:1313/a')],
    [`[${A}](/b)`, link('https://lantern.example/b', A)],
    [
      '<https://x.example/?a=\\*&amp;b>',
      '<a href="https://x.example/?a=%5C*&#x26;b">https://x.example/?a=\\*&#x26;b</a>',
    ],
    [`<${A}_>`, link(`${A}_`)],
    [`[a](${A}_)`, link(`${A}_`, 'a')],
  ])('%s', (markdown, html) => {
    expect(htmlOf(markdown, { typographer: false })).toBe(`<p>${html}</p>`)
  })

  test.each(['git://x.example/a', 'xhttps://x.example/a', 'https://', 'https:// a', 'https://@'])(
    'none: %s',
    (text) => {
      expect(htmlOf(text)).toBe(`<p>${text}</p>`)
    },
  )

  test('none where the site turns them off', () => {
    expect(htmlOf(A, { linkify: false })).toBe(`<p>${A}</p>`)
  })
})
