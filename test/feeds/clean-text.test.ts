import { expect, test } from 'vitest'
import { cleanLine, cleanText, unwritableAt } from '../../src/feeds/clean-text.ts'

test.each([
  ['control characters', 'a\u0000\u0008\u000b\u001f\u007f\u0085\u009fb', 'ab'],
  ['lone surrogates, not pairs', 'a\ud83d \udfee 🏮', 'a  🏮'],
  ['the two noncharacters that XML forbids', 'a\ufffe\uffffb', 'ab'],
  ['line ends as XML reports them', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
  [
    'nothing else',
    '\t<&>"\' \u00a0\u2028\ufffd\u{10ffff} שלום \u202e',
    '\t<&>"\' \u00a0\u2028\ufffd\u{10ffff} שלום \u202e',
  ],
])('cleanText takes out %s', (_what, text, expected) => {
  expect(cleanText(text)).toBe(expected)
  expect(unwritableAt(expected)).toBe(-1)
})

test('cleanLine makes one line of it', () => {
  expect(cleanLine('\n a\t\n b\u2028c\u0000 \u00a0')).toBe('a b c')
})
