import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isCron, latestOccurrence, nextOccurrence } from '../../src/jobs/cron.ts'

const at = (text: string) => Temporal.Instant.from(text)
const MONDAY_NINE = '0 9 * * MON'

test('a schedule is five fields', () => {
  expect(isCron(MONDAY_NINE)).toBe(true)
  expect(isCron('0 0 9 * * MON')).toBe(false)
  expect(isCron('0 25 * * *')).toBe(false)
  expect(isCron('weekly')).toBe(false)
})

test('the latest time a weekly schedule was due is found in the zone of the site', () => {
  const found = latestOccurrence(MONDAY_NINE, 'Asia/Taipei', at('2026-11-01T00:00:00Z'), at('2026-11-24T06:51:30Z'))
  expect(found?.toString()).toBe('2026-11-23T01:00:00Z')
})

test('a time already seen to is not found again, and the very minute counts', () => {
  const due = at('2026-11-23T01:00:00Z')
  expect(latestOccurrence(MONDAY_NINE, 'Asia/Taipei', due, at('2026-11-24T06:51:30Z'))).toBeUndefined()
  expect(latestOccurrence(MONDAY_NINE, 'Asia/Taipei', due.subtract({ minutes: 1 }), due)?.toString()).toBe(
    due.toString(),
  )
})

test('only the latest of several missed runs is found', () => {
  const found = latestOccurrence(MONDAY_NINE, 'UTC', at('2026-11-01T00:00:00Z'), at('2026-11-24T00:00:00Z'))
  expect(found?.toString()).toBe('2026-11-23T09:00:00Z')
})

test('an hour that summer time leaves out is not due; an hour that comes twice is due in it', () => {
  const noon = at('2026-03-29T12:00:00Z')
  expect(latestOccurrence('30 2 * * *', 'Europe/Berlin', at('2026-03-28T12:00:00Z'), noon)).toBeUndefined()
  const next = nextOccurrence('30 2 * * *', 'Europe/Berlin', at('2026-10-24T22:00:00Z'))
  expect(next?.toString()).toBe('2026-10-25T00:30:00Z')
})

test('the next run is after now, never now', () => {
  const due = at('2026-11-23T01:00:00Z')
  expect(nextOccurrence(MONDAY_NINE, 'Asia/Taipei', due)?.toString()).toBe('2026-11-30T01:00:00Z')
})
