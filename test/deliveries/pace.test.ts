import { expect, test } from 'vitest'
import { leavesAt, takeSpaced } from '../../src/deliveries/pace.ts'

const NOW = 1_796_000_000_000
const RATE = { count: 2, seconds: 1 }

test('messages of a rate are evenly spaced', () => {
  expect(takeSpaced(RATE, 0, NOW)).toEqual({ waitMs: 0, dueAt: NOW + 500 })
  expect(takeSpaced(RATE, NOW + 500, NOW)).toEqual({ waitMs: 475 })
  expect(takeSpaced(RATE, NOW + 500, NOW + 480)).toEqual({ waitMs: 0, dueAt: NOW + 1_000 })
})

test.each([60_000, 584_000, 86_400_000])(
  'a clock that is set back by %i ms makes no message wait for as long',
  (back) => {
    expect(takeSpaced(RATE, NOW + 500, NOW + 500 - back)).toEqual({ waitMs: 0, dueAt: NOW + 1_000 - back })
    expect(leavesAt(NOW, 500, NOW - back)).toBe(NOW - back)
  },
)

test('a rate that has become faster lets no message go before its time', () => {
  expect(takeSpaced({ count: 10, seconds: 60 }, NOW + 8_000, NOW)).toEqual({ waitMs: 7_975 })
  expect(takeSpaced({ count: 10, seconds: 48 }, NOW + 8_000, NOW)).toEqual({ waitMs: 7_975 })
})

test('messages that a disk held up together leave one after another, above fifty a second at once', () => {
  expect(leavesAt(Number.NEGATIVE_INFINITY, 500, NOW)).toBe(NOW)
  expect(leavesAt(NOW, 500, NOW)).toBe(NOW + 495)
  expect(leavesAt(NOW + 495, 500, NOW)).toBe(NOW + 990)
  expect(leavesAt(NOW, 60_000, NOW)).toBe(NOW + 1_000)
  expect(leavesAt(NOW, 10, NOW)).toBe(NOW)
})
