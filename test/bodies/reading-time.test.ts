import { expect, test } from 'vitest'
import { readingMinutes } from '../../src/bodies/reading-time.ts'

test('words and CJK characters are both read', () => {
  expect(readingMinutes('word '.repeat(460))).toBe(2)
  expect(readingMinutes('讀'.repeat(1200))).toBe(3)
  expect(readingMinutes('')).toBe(1)
  expect(readingMinutes('「讀」，'.repeat(1200))).toBe(3)
  expect(readingMinutes('Ａｂｃ　'.repeat(460))).toBe(2)
})
