import { expect, test } from 'vitest'
import { count, table } from '../../src/cli/layout-text.ts'

test('one is not many, and many are grouped', () => {
  expect([0, 1, 2, 12_345].map((n) => count(n, 'post'))).toEqual(['0 posts', '1 post', '2 posts', '12,345 posts'])
  expect(count(2, 'entry', 'entries')).toBe('2 entries')
})

test('columns are as wide as their widest cell, and no line ends in blanks', () => {
  expect(table([['a', 'long', ''], ['longer', 'b'], []])).toBe('a       long\nlonger  b\n')
  expect(table([])).toBe('')
})

test('a character of twice the width counts twice', () => {
  expect(
    table([
      ['燈籠', 'x'],
      ['lamp', 'y'],
    ]),
  ).toBe('燈籠  x\nlamp  y')
})
