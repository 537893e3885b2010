import fc from 'fast-check'
import Parser from 'markdown-it'
import { expect, test } from 'vitest'
import { wwwLinks } from '../../../src/posts/markdown/www-links.ts'
import { MARKUP } from '../body-of.ts'
import { htmlOf } from './html-of.ts'

const linked = (text: string) => `<a href="https://${text}">${text}</a>`

test.each([
  ['see www.lantern.example.', 'see <a href="https://www.lantern.example/">www.lantern.example</a>.'],
  ['(www.lantern.example/a_(b))', `(${linked('www.lantern.example/a_(b)')})`],
  [
    'www.lantern.example/?a=1&b=2, and',
    '<a href="https://www.lantern.example/?a=1&#x26;b=2">www.lantern.example/?a=1&#x26;b=2</a>, and',
  ],
  ['**www.lantern.example/a**', `<strong>${linked('www.lantern.example/a')}</strong>`],
  ['~~www.lantern.example/a~~', `<del>${linked('www.lantern.example/a')}</del>`],
  ['hello@mail+xyz.example', 'hello@mail+xyz.example'],
  ['a+b@lantern.example', '<a href="mailto:a+b@lantern.example">a+b@lantern.example</a>'],
  ["'ada@lantern.example'", '‘<a href="mailto:ada@lantern.example">ada@lantern.example</a>’'],
  ['if !ada@lantern.example', 'if !<a href="mailto:ada@lantern.example">ada@lantern.example</a>'],
  ['#$%/?{|ada@lantern.example', '#$%/?{|<a href="mailto:ada@lantern.example">ada@lantern.example</a>'],
  ['if !@user.venues.example? x', 'if !@user.venues.example? x'],
  ["'@user.venues.example?", '‘@user.venues.example?'],
  ['+ada@lantern.example', '<a href="mailto:+ada@lantern.example">+ada@lantern.example</a>'],
  ['a/b@lantern.example', '<a href="mailto:a/b@lantern.example">a/b@lantern.example</a>'],
  ["o'brien@lantern.example", '<a href="mailto:o&#x27;brien@lantern.example">o’brien@lantern.example</a>'],
  ['ada@lantern.example로 보내', '<a href="mailto:ada@lantern.example">ada@lantern.example</a>로 보내'],
  ['!ada@lantern.example寄信', '!<a href="mailto:ada@lantern.example">ada@lantern.example</a>寄信'],
  [
    'ada@a.example及 mei@b.example。',
    '<a href="mailto:ada@a.example">ada@a.example</a>及 <a href="mailto:mei@b.example">mei@b.example</a>。',
  ],
  ['www.lantern.example로', '<a href="https://www.lantern.example/">www.lantern.example</a>로'],
  ['lantern.example and README.md', 'lantern.example and README.md'],
  ['awww.lantern.example', 'awww.lantern.example'],
  ['www.lantern', 'www.lantern'],
  ['`www.lantern.example`', '<code>www.lantern.example</code>'],
  ['[www.lantern.example](https://other.example/)', '<a href="https://other.example/">www.lantern.example</a>'],
])('%s', (markdown, html) => expect(htmlOf(markdown)).toBe(`<p>${html}</p>`))

test('by the site’s own protocol', () => {
  expect(htmlOf('www.lantern.example/a', { linkifyProtocol: 'http' })).toContain('href="http://www.lantern.example/a"')
})

test('not where the site turns links off', () => {
  expect(htmlOf('www.lantern.example', { linkify: false })).toBe('<p>www.lantern.example</p>')
})

test('a text that is passed over holds no address that linkify-it would find', () => {
  const { linkify } = new Parser({ linkify: true }).use(wwwLinks, MARKUP)
  const library = Object.getPrototypeOf(linkify) as typeof linkify
  const piece = fc.constantFrom(
    'http',
    'HTTPS',
    'ftp',
    'mailto',
    ':',
    '//',
    '/',
    'www.',
    'WWW',
    '.',
    '@',
    ' ',
    'a.io',
    'b',
    '月',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('')
      expect(linkify.test(text)).toBe(library.test.call(linkify, text))
    }),
    { numRuns: 2_000 },
  )
})
