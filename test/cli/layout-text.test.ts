import { expect, test } from 'vitest'
import { table } from '../../src/cli/layout-text.ts'

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
