import { expect, test } from 'vitest'
import { relaxedBody, relaxedField } from '../../src/messages/dkim-relaxed.ts'

test('the example of RFC 6376 §3.4.5', () => {
  expect(relaxedField('A: X\r\n')).toBe('a:X\r\n')
  expect(relaxedField('B : Y\t\r\n\tZ  \r\n')).toBe('b:Y Z\r\n')
  expect(bodyOf(' C \r\nD \t E\r\n\r\n\r\n')).toBe(' C\r\nD E\r\n')
})

test('bytes beyond ASCII, a no-break space in latin1 among them, are no white space', () => {
  expect(relaxedField('To: \xa0\xe6\xa2\x85\xa0\r\n')).toBe('to:\xa0\xe6\xa2\x85\xa0\r\n')
  expect(bodyOf('\xa0\r\n\xa0')).toBe('\xa0\r\n\xa0\r\n')
})

test.each([
  ['nothing', '', ''],
  ['empty lines alone', '\r\n \r\n\t\r\n', ''],
  ['no line break at the end', 'a', 'a\r\n'],
  ['blanks at the end', 'a \t', 'a\r\n'],
  ['empty lines within', 'a\r\n\r\n\r\nb\r\n', 'a\r\n\r\n\r\nb\r\n'],
])('a body of %s (§3.4.4)', (_, body, expected) => {
  expect(bodyOf(body)).toBe(expected)
})

test('around a gap blanks stay, as one space, and only the end of the whole body is tidied', () => {
  const gap = () => Buffer.from('token')
  const pieces = relaxedBody([Buffer.from('a \t'), gap, Buffer.from('\t b\r\n\r\n'), gap, Buffer.from('\r\n\r\n')])
  expect(pieces.map((piece) => (typeof piece === 'function' ? 'token' : piece.toString()))).toEqual([
    'a ',
    'token',
    ' b\r\n\r\n',
    'token',
    '\r\n',
  ])
})

function bodyOf(text: string): string {
  return Buffer.concat(relaxedBody([Buffer.from(text, 'latin1')]) as Buffer[]).toString('latin1')
}
