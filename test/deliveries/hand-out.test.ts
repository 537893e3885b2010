import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spansBetween, spansOf } from '../../src/deliveries/hand-out.ts'

const id = fc.integer({ min: 1, max: 1_000_000 })
const size = fc.integer({ min: 1, max: 700 })

test.each([
  [1, 1, 500, [[1, 1]]],
  [1, 500, 500, [[1, 500]]],
  [
    1,
    501,
    500,
    [
      [1, 500],
      [501, 501],
    ],
  ],
  [7, 6, 500, []],
])('from %i to %i, %i each', (first, last, each, parts) => {
  expect(spansBetween(first, last, each).map(({ firstId, lastId }) => [firstId, lastId])).toEqual(parts)
})

test('every id between two is in one part and no more', () => {
  fc.assert(
    fc.property(id, fc.integer({ min: 0, max: 5_000 }), size, (first, more, each) => {
      const spans = spansBetween(first, first + more, each)
      const ids = spans.flatMap(({ firstId, lastId }) =>
        Array.from({ length: lastId - firstId + 1 }, (_, index) => firstId + index),
      )
      expect(ids).toEqual(Array.from({ length: more + 1 }, (_, index) => first + index))
      expect(spans.every(({ firstId, lastId }) => lastId - firstId < each)).toBe(true)
    }),
  )
})

test('every id of a list is in one part, no part has more than its size of them, and parts do not overlap', () => {
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 2_000 }), size, (ids, each) => {
      const spans = spansOf(ids, each)
      const inside = spans.map(({ firstId, lastId }) => ids.filter((one) => one >= firstId && one <= lastId).length)
      expect(inside.reduce((sum, count) => sum + count, 0)).toBe(ids.length)
      expect(inside.every((count) => count > 0 && count <= each)).toBe(true)
      const ends = spans.flatMap(({ firstId, lastId }) => [firstId, lastId])
      expect(ends).toEqual(ends.toSorted((a, b) => a - b))
    }),
  )
})
