import { expect, test } from 'vitest'
import { errorText } from '../../src/config/error-text.ts'

test('a message is one line, and only places in the code follow it', () => {
  const error = new Error(
    'open /out/a\n20:30:00  weekly/99 is sent\n\u001b]0;pwned\u0007\n    at victim@example.com/feed.xml',
  )
  const lines = errorText(error).split('\n')
  expect(lines[0]).toBe(
    String.raw`Error: open /out/a\n20:30:00  weekly/99 is sent\n\u001b]0;pwned\u0007\n    at <address>`,
  )
  expect(lines.slice(1).every((line) => /^ {4}at .*error-text\.test|^ {4}at /.test(line))).toBe(true)
  expect(lines.length).toBeGreaterThan(1)
})

test('a long message is cut', () => {
  expect(errorText(new Error('x'.repeat(20_000))).length).toBeLessThan(3_000)
})

test('an error whose stack does not begin with what it says keeps what it says', () => {
  const error = Object.assign(new Error('a'), { stack: 'what\nat', message: 'b' })
  expect(errorText(error)).toBe('Error: b')
})
