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
    ["Yahoo!'s on the net -- 'net, rock 'n roll", 'Yahoo!’s on the net – ’net, rock ’n roll'],
    ["**Bob**'s, *Ann*'s and `it`'s", '<strong>Bob</strong>’s, <em>Ann</em>’s and <code>it</code>’s'],
    ["5'6\" tall, 1'000'000", "5'6\" tall, 1'000'000"],
    ["doin' it, 'twixt, Smiths'", 'doin’ it, ’twixt, Smiths’'],
    ['"One.\n"Two." He', '“One.\n“Two.” He'],
    ["'said' and 'turn left'", '‘said’ and ‘turn left’'],
    ['\\"a\\" &quot;b&quot;', '"a" "b"'],
    ['Il dit <<oui>> et <<bonjour le monde>>.', 'Il dit «oui» et «bonjour le monde».'],
    ['<<p>> <<a href="x">>link', '«p» «a href=“x”»link'],
    ['**<<b>>** <<https://x.example>>', '<strong>«b»</strong> «<a href="https://x.example/">https://x.example</a>»'],
    ['<<été>> << non >> a << b `<<b>>` \\<<b>b</b>', '«été» « non » a « b <code>&#x3C;&#x3C;b>></code> &#x3C;<b>b</b>'],
    ["![<<oui>> -- it's](/a.png)", '<img src="https://lantern.example/a.png" alt="«oui» – it’s">'],
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
  expect(htmlOf('<<b>b</b>>>', { typographer: false })).toBe('<p>&#x3C;<b>b</b>>></p>')
  expect(htmlOf('"a" -- \'90s', { typographer: false })).toBe('<p>"a" -- \'90s</p>')
})
