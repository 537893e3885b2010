import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalRow, type Row, TableSummer } from '../../../src/store/copy/table-sum.ts'

function sumOf(...pages: Row[][]) {
  const summer = new TableSummer()
  for (const page of pages) summer.add(page)
  return summer.sum
}

test('an empty table, and one of one row, have sums that stay', () => {
  expect(sumOf()).toEqual({ rows: 0, checksum: '0'.repeat(64) })
  expect(sumOf([{ id: 1, name: 'Ada' }])).toEqual({
    rows: 1,
    checksum: '44716ddd9d0802086845a429f2afdf7b3251f4c3d56fab8e58ecbc1b326d9f39',
  })
})

test('a row is one text, whichever database it comes from', () => {
  expect(canonicalRow({ b: 2, a: 'x' })).toBe('[["a","x"],["b",2]]')
  expect(canonicalRow({ a: 'x', b: 2n })).toBe('[["a","x"],["b",2]]')
  expect(canonicalRow({ a: 'x\0' })).toBe('[["a","x\ufffd"]]')
  expect(canonicalRow({ a: null })).not.toBe(canonicalRow({ a: 'null' }))
  expect(canonicalRow({ a: 1 })).not.toBe(canonicalRow({ a: '1' }))
})

const rows = fc.uniqueArray(fc.record({ id: fc.nat(), name: fc.option(fc.string()) }), {
  selector: ({ id }) => id,
  minLength: 1,
})

test('property: order and pages make no difference, a row more or less, or another value, does', () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.string(), (all, cut, text) => {
      const whole = sumOf(all)
      const at = cut % all.length
      expect(sumOf(all.slice(at), all.slice(0, at))).toEqual(whole)
      expect(sumOf(all.slice(1)).checksum).not.toBe(whole.checksum)
      const changed = all.map((row, index) => (index === at ? { ...row, name: `${row.name}${text}!` } : row))
      expect(sumOf(changed).checksum).not.toBe(whole.checksum)
    }),
  )
})
