import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LARGEST_PAGE, nextPageSize } from '../../../src/store/copy/page-size.ts'

test.each([
  [undefined, 20],
  [{ rows: 20, bytes: 2_000 }, 80],
  [{ rows: 80, bytes: 8_000 }, 320],
  [{ rows: 1000, bytes: 100_000 }, 1000],
  [{ rows: 320, bytes: 3_200_000 }, 100],
  [{ rows: 20, bytes: 40_000_000 }, 1],
  [{ rows: 1, bytes: 100 }, 4],
])('after a page of %j, one of %i', (last, size) => {
  expect(nextPageSize(last)).toBe(size)
})

test('property: at least one row, no more than a statement takes, and about a megabyte where rows are alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: LARGEST_PAGE }), fc.integer({ min: 0, max: 1e9 }), (rows, bytes) => {
      const size = nextPageSize({ rows, bytes })
      expect(size).toBeGreaterThanOrEqual(1)
      expect(size).toBeLessThanOrEqual(LARGEST_PAGE)
      if (size > 1) expect((size * bytes) / rows).toBeLessThanOrEqual(1_000_001)
    }),
  )
})
