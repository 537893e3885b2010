import { describe, expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

const link = (url: string, text = url) => `<a href="${url}">${text}</a>`
const A = 'https://x.example/a'

describe('a bare link ends where GFM ends it', () => {
  test.each([
    [`_Source: ${A}_`, `<em>Source: ${link(A)}</em>`],
    [`__${A}__`, `<strong>${link(A)}</strong>`],
    [`~~${A}~~`, `<del>${link(A)}</del>`],
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
    [`${A}.html下載最新版本`, `${link(`${A}.html`)}下載最新版本`],
    ['http://x.example注册', `${link('http://x.example/', 'http://x.example')}注册`],
    ['http://x.example:8080を開く', `${link('http://x.example:8080/', 'http://x.example:8080')}を開く`],
    [`${A}.zip에서`, `${link(`${A}.zip`)}에서`],
    ['https://x.example/維基', link('https://x.example/%E7%B6%AD%E5%9F%BA', 'https://x.example/維基')],
    ['https://x.example/2024年', link('https://x.example/2024%E5%B9%B4', 'https://x.example/2024年')],
    ['https://x.example/\u200e b', `${link('https://x.example/')}\u200e b`],
    ['https://x.example/a\u200bb', `${link('https://x.example/a')}\u200bb`],
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
