import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { gapSince, type PlanningPlace } from '../../src/editions/planning-gap.ts'

const FRIDAY = Temporal.Instant.from('2026-11-20T17:00:00Z')
const LATENESS = Temporal.Duration.from({ hours: 12 })
const MONDAY = FRIDAY.add({ hours: 64 })
const LAST = { place: 'here', at: FRIDAY }

const isGap = (last: { place: string; at: Temporal.Instant } | undefined, here: PlanningPlace, now = MONDAY) => {
  const since = gapSince(last, here, now, LATENESS)
  if (since) expect(since).toEqual(last?.at)
  return since !== undefined
}

test('a machine that was off goes on where it was, however long', () => {
  expect(isGap(LAST, { id: 'here' })).toBe(false)
  expect(isGap(LAST, { id: 'here', seen: { at: FRIDAY, by: 'here' } })).toBe(false)
})

test('another place goes on: after more than max_lateness it may be a copy', () => {
  expect(isGap(LAST, { id: 'elsewhere' })).toBe(true)
  expect(isGap(LAST, { id: 'elsewhere' }, FRIDAY.add({ hours: 12, seconds: 1 }))).toBe(true)
  expect(isGap(LAST, { id: 'elsewhere' }, FRIDAY.add({ hours: 12 }))).toBe(false)
  expect(isGap(LAST, { id: 'elsewhere', seen: { at: FRIDAY, by: 'here' } })).toBe(true)
})

test('a database that this place has seen later was put back: what others planned since, it does not know', () => {
  const seen = { at: FRIDAY.add({ minutes: 15 }), by: 'elsewhere' }
  const soon = FRIDAY.add({ minutes: 20 })
  expect(isGap(LAST, { id: 'here', seen }, soon)).toBe(true)
  expect(isGap({ place: 'elsewhere', at: FRIDAY }, { id: 'here', seen }, soon)).toBe(true)
  // What it planned itself it knows by the numbers that it gave.
  expect(isGap(LAST, { id: 'here', seen: { ...seen, by: 'here' } })).toBe(false)
})

test('nothing is concluded of a database that nobody planned on, or of a place without a name', () => {
  expect(isGap(undefined, { id: 'here', seen: { at: FRIDAY, by: 'here' } })).toBe(false)
  expect(isGap(LAST, { id: '' })).toBe(false)
  expect(isGap({ place: '', at: FRIDAY }, { id: 'here' })).toBe(false)
})
