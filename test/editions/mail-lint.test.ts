import { describe, expect, test } from 'vitest'
import { lintVariant } from '../../src/editions/mail-lint.ts'
import type { Variant } from '../../src/editions/variant.ts'
import { UNSUBSCRIBE } from './sample-mail.ts'

const LINK = `<a href="${UNSUBSCRIBE}">Unsubscribe</a>`

function mail(content: string, more: Partial<Variant> = {}): Variant {
  const html = `<!doctype html><html><head><title>A light</title></head><body>${content}${LINK}</body></html>`
  const text = `A light\n\nUnsubscribe:\n${UNSUBSCRIBE}\n`
  return { mask: 1, postIds: ['a'], language: 'en', subject: 'A light', preheader: '', html, text, ...more }
}

test('a good mail passes', () => {
  const content =
    '<p>A <a href="#note">note</a>, <a href="mailto:a@b.example">mail</a>, <img src="https://a.example/a.png" alt=""></p>'
  expect(lintVariant(mail(content))).toEqual([])
})

describe.each([
  ['a relative link', '<a href="/about/">about</a>', 'mail.relative-url', 'error', '"/about/" leads nowhere'],
  ['a link without a scheme', '<a href="//a.example/">a</a>', 'mail.relative-url', 'error', '"//a.example/"'],
  ['a relative picture', '<img src="a.png" alt="a">', 'mail.relative-url', 'error', '"a.png"'],
  ['a picture without alt text', '<img src="https://a.example/a.png">', 'mail.no-alt', 'warning', 'a.example/a.png'],
])('%s', (_what, content, code, severity, message) => {
  test(`${severity} ${code}`, () => {
    expect(lintVariant(mail(content))).toContainEqual(
      expect.objectContaining({ code, severity, message: expect.stringContaining(message) }),
    )
  })
})

test('a mail that Gmail would cut off', () => {
  expect(lintVariant(mail('記'.repeat(40_000)))).toMatchObject([
    { code: 'mail.too-big', severity: 'warning', message: expect.stringMatching(/120,\d{3} bytes.*100,000/) },
  ])
})

test('no way to leave, in either part', () => {
  const html = `<p>${UNSUBSCRIBE}</p>`
  expect(lintVariant(mail('', { html, text: 'A light' })).map((problem) => problem.message)).toEqual([
    "The mail's HTML part has no unsubscribe link.",
    "The mail's text part has no unsubscribe link.",
  ])
})

test('no subject, or one that nobody reads to its end', () => {
  expect(lintVariant(mail('', { subject: ' ' }))).toMatchObject([{ code: 'mail.subject', severity: 'error' }])
  expect(lintVariant(mail('', { subject: '燈'.repeat(45) }))).toEqual([])
  expect(lintVariant(mail('', { subject: '燈'.repeat(46) }))).toMatchObject([
    { code: 'mail.subject', severity: 'warning' },
  ])
})

test('one address that is wrong ten times is told once', () => {
  expect(lintVariant(mail('<a href="a/">a</a>'.repeat(10)))).toHaveLength(1)
})

describe.each([
  ['a reply that is none', 'Re: your lamps'],
  ['a reply in German', 'AW: Lampen'],
  ['one that was passed on', 'Fwd：lamps'],
])('%s', (_, subject) => {
  test('is a warning', () => {
    expect(lintVariant(mail('', { subject }))).toMatchObject([{ code: 'mail.subject', severity: 'warning' }])
  })
})

test.each(['Regarding lamps', 'Recipe: bread', 'Reading: a list', 'Forward!', 'Tropical: a journey'])(
  '"%s" is a subject',
  (subject) => {
    expect(lintVariant(mail('', { subject }))).toEqual([])
  },
)

test.each([
  ['mail.unsupported', '<div style="display:flex">a</div>', 'flex'],
  ['mail.unsupported', '<div style="position: absolute">a</div>', 'position'],
  ['mail.unsupported', '<table style="background:url(https://a.example/a.png)"></table>', 'background-image'],
  ['mail.unsupported', '<video src="https://a.example/a.mp4"></video>', '<video>'],
  ['mail.unsupported', '<p style="color:var(--ink)">a</p>', 'var('],
  ['mail.unsupported', '<style>@font-face{}</style>', 'elsewhere'],
  ['mail.hidden-text', '<p style="display:none">cheap lamps</p>', 'cheap lamps'],
  ['mail.hidden-text', '<p hidden>cheap lamps</p>', 'cheap lamps'],
  ['mail.contrast', '<p style="color:#999">a</p>', '2.8'],
  ['mail.contrast', '<div style="background-color:#17181a"><p style="color:#555555">a</p></div>', 'light'],
  [
    'mail.contrast',
    '<style>@media (prefers-color-scheme: dark) { .x { background: #111; color: #333 } }</style>',
    'in dark',
  ],
  ['mail.leftover', '<p>Lorem ipsum dolor sit amet</p>'.toLowerCase(), 'lorem ipsum'],
  ['mail.leftover', '<p>TODO: a greeting</p>', 'TODO: a greeting'],
  [
    'mail.text-lacks',
    `<p>${[...'abcdefghijklmnopqrstuvwxyzäöü'].map((letter) => letter.repeat(5)).join(' ')}</p>`,
    'lacks',
  ],
  ['body.shortened', '<a href="https://bit.ly/xyz">a</a>', 'bit.ly'],
  ['body.look-alike', '<a href="https://l\u0430ntern.example/">a</a>', 'xn--'],
])('%s is told of %s', (code, content, said) => {
  expect(lintVariant(mail(content))).toMatchObject([
    { code, severity: 'warning', message: expect.stringContaining(said) },
  ])
})

test.each([
  ['its preheader', '<div style="display:none">A light at sea\u034f \u200c\u00a0</div>'],
  ['white on black', '<div style="background-color:#000000"><p style="color:#ffffff">a</p></div>'],
  ['a large title in a lighter ink', '<h2 style="color:#888888">a</h2>'],
  [
    'a domain in one script',
    '<a href="https://bücher.example/">a</a><a href="https://例え.jp/">b</a><a href="https://かなカナ漢字.jp/">c</a><a href="https://пример.example/">d</a>',
  ],
  ['code with braces', '<pre>{{ title }} TODO: a</pre><code>{{ x }}</code>'],
  ['a list of what is to do', '<p>My TODO list, todo.txt and Todo: an app</p>'],
])('nothing is told of %s', (_, content) => {
  expect(lintVariant(mail(content, { preheader: 'A light at sea' }))).toEqual([])
})

test('what a post says is told of the post, not of the mail', () => {
  const html = '<p>TODO: a</p><a href="https://bit.ly/x?a=1&#x26;b=2">a</a>'
  expect(lintVariant(mail(html), [{ html }])).toEqual([])
})
