import { describe, expect, test } from 'vitest'
import { htmlOf } from './html-of.ts'

describe('as Goldmark has them', () => {
  test.each([
    ['"Words" and \'more\'', '“Words” and ‘more’'],
    ["'Tis the '90s, '42 and rock 'n' roll", '’Tis the ’90s, ‘42 and rock ’n’ roll'],
    ["Give 'em Alice's book; I don't", 'Give ’em Alice’s book; I don’t'],
    ["the writers' room", 'the writers’ room'],
    ['a -- b --- c ... << d >>', 'a – b — c … « d »'],
    ['(c) (a)', '(c) (a)'],
    ["`'90s -- x`", "<code>'90s -- x</code>"],
  ])('%s', (markdown, html) => expect(htmlOf(markdown)).toBe(`<p>${html}</p>`))
})

test('with the marks of the site, as characters or by HTML’s names', () => {
  const typographerMarks = {
    leftDoubleQuote: '&laquo;\u00a0',
    rightDoubleQuote: '\u00a0»',
    leftSingleQuote: '&lsaquo;',
    rightSingleQuote: '&rsaquo;',
    apostrophe: "'",
    emDash: ' &mdash; ',
  }
  expect(htmlOf("\"l'eau 'et' le\"---'90s", { typographerMarks })).toBe("<p>« l'eau ‹et› le » — '90s</p>")
})

test('not at all where the site turns them off', () => {
  expect(htmlOf('"a" -- \'90s', { typographer: false })).toBe('<p>"a" -- \'90s</p>')
})
