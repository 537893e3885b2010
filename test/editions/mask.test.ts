import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_POSTS } from '../../src/editions/due.ts'
import { indexesIn, maskOf } from '../../src/editions/mask.ts'

test('bit i stands for post i', () => {
  expect(maskOf([0, 2])).toBe(5)
  expect(indexesIn(6)).toEqual([1, 2])
  expect(indexesIn(0)).toEqual([])
})

test('property: a mask holds any set of posts exactly', () => {
  const sets = fc.uniqueArray(fc.integer({ min: 0, max: MAX_POSTS - 1 })).map((set) => set.sort((a, b) => a - b))
  fc.assert(
    fc.property(sets, (indexes) => {
      expect(indexesIn(maskOf(indexes))).toEqual(indexes)
    }),
  )
})
