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
  expect(lintVariant(mail('', { subject: '燈'.repeat(150) }))).toEqual([])
  expect(lintVariant(mail('', { subject: '燈'.repeat(151) }))).toMatchObject([
    { code: 'mail.subject', severity: 'warning' },
  ])
})

test('one address that is wrong ten times is told once', () => {
  expect(lintVariant(mail('<a href="a/">a</a>'.repeat(10)))).toHaveLength(1)
})
