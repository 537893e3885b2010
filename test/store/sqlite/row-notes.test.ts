import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { keepRowNotes } from '../../../src/store/sqlite/row-notes.ts'
import type { ImportRow } from '../../../src/subscribers/import/import-row.ts'
import { MergedRows, type RowNotes } from '../../../src/subscribers/import/merge-rows.ts'
import type { ReadRow } from '../../../src/subscribers/import/read-row.ts'
import { notesInMemory } from '../../subscribers/import/notes-in-memory.ts'

type Reading = Exclude<ReadRow, { problem: unknown }>

const at = Temporal.Instant.from('2026-01-31T09:00:00.123Z')

function reading(name: string, said: string, newsletter: string | undefined, line: number): Reading {
  const person = { line, address: `${name}@b.example`, key: `${name}@b.example`, ...(newsletter && { newsletter }) }
  if (said === 'pending') return { pending: true, ...person }
  if (said === 'active' || said === 'unsubscribed') return { row: { ...person, status: said }, hasBadDate: false }
  const suppression = { reason: said as 'bounced', ...(line % 2 === 0 && { at, note: `line ${line}` }) }
  return { row: { ...person, status: 'suppressed', suppression }, hasBadDate: false }
}

const lists = fc.array(
  fc.tuple(
    fc.constantFrom('a', 'b', 'c', 'd', 'é', "o'x"),
    fc.constantFrom('active', 'active', 'pending', 'unsubscribed', 'bounced', 'complaint'),
    fc.constantFrom(undefined, undefined, 'weekly'),
  ),
  { maxLength: 30 },
)

function merged(notes: RowNotes, readings: Reading[]) {
  const rows = new MergedRows(notes)
  for (const one of readings) rows.note(one)
  rows.merge()
  const take = rows.taker()
  const taken = readings.map(take)
  notes.close()
  return { taken, counts: rows.counts() }
}

test('the rows of an address are put together as they are in memory', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const readings = list.map(([name, said, newsletter], index) => reading(name, said, newsletter, index + 1))
      expect(merged(keepRowNotes(), readings)).toEqual(merged(notesInMemory(), readings))
    }),
    { numRuns: 200 },
  )
})

test('each address is taken once, where it first stands, and is counted as it is taken', () => {
  fc.assert(
    fc.property(lists, (list) => {
      const readings = list.map(([name, said, newsletter], index) => reading(name, said, newsletter, index + 1))
      const { taken, counts } = merged(notesInMemory(), readings)
      const rows = taken.filter((row): row is ImportRow => typeof row === 'object')
      const entries = rows.map(({ key, newsletter }) => `${key} ${newsletter}`)
      expect(new Set(entries).size).toBe(entries.length)
      for (const status of ['active', 'unsubscribed', 'suppressed'] as const)
        expect(rows.filter((row) => row.status === status)).toHaveLength(counts.byStatus[status])
      expect(rows.length + counts.unconfirmed + counts.duplicates).toBe(readings.length)
    }),
  )
})

test('who is said to have left in any of a thousand rows has left', () => {
  const said = (line: number) => (line === 900 ? 'unsubscribed' : 'active')
  const readings = Array.from({ length: 1500 }, (_, index) => reading('a', said(index), undefined, index + 1))
  const { taken, counts } = merged(keepRowNotes(), readings)
  expect(counts).toEqual({ byStatus: { active: 0, unsubscribed: 1, suppressed: 0 }, unconfirmed: 0, duplicates: 1499 })
  expect(taken[0]).toMatchObject({ status: 'unsubscribed', line: 1 })
  expect(new Set(taken.slice(1))).toEqual(new Set(['repeated']))
})
