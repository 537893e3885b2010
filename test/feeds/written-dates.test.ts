import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isWritable, later, rfc822, rfc3339 } from '../../src/feeds/written-dates.ts'
import { written } from './golden-feeds.ts'
import { isRfc822, isRfc3339 } from './w3c/values.ts'

test.each([
  ['2026-01-05T09:00:00+08:00', 'Mon, 05 Jan 2026 09:00:00 +0800'],
  ['2026-12-31T23:59:59-03:30', 'Thu, 31 Dec 2026 23:59:59 -0330'],
  ['2024-02-29T00:00:00+14:00', 'Thu, 29 Feb 2024 00:00:00 +1400'],
  ['2026-01-05T09:00:00Z', 'Mon, 05 Jan 2026 09:00:00 +0000'],
  ['0001-01-01T00:00:00Z', 'Mon, 01 Jan 0001 00:00:00 +0000'],
])('%s is written back as it is, and for RSS as %s', (date, forRss) => {
  expect(rfc3339(written(date))).toBe(date)
  expect(rfc822(written(date))).toBe(forRss)
})

test("for RSS, Nepal's time and the like are written in UTC", () => {
  expect(rfc3339(written('2026-01-05T02:00:00+05:45'))).toBe('2026-01-05T02:00:00+05:45')
  expect(rfc822(written('2026-01-05T02:00:00+05:45'))).toBe('Sun, 04 Jan 2026 20:15:00 +0000')
})

test('parts of a second are left out', () => {
  expect(rfc3339(written('2026-01-05T09:00:00.999Z'))).toBe('2026-01-05T09:00:00Z')
  expect(rfc3339(written('2026-01-05T09:00:00.999+08:00'))).toBe('2026-01-05T09:00:00+08:00')
})

test('whatever is written is a date, and says the same instant to an independent reader', () => {
  const seconds = fc.integer({ min: 0, max: 4_102_444_800 })
  const offset = fc.constantFrom('+00:00', '+05:45', '-03:30', '+14:00', '-12:00')
  fc.assert(
    fc.property(seconds, offset, (epochSeconds, offset) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(epochSeconds * 1000)
      for (const text of [rfc822({ instant, offset }), rfc3339({ instant, offset })]) {
        expect(isRfc822(text) || isRfc3339(text)).toBe(true)
        expect(Date.parse(text)).toBe(epochSeconds * 1000)
      }
    }),
  )
})

test('a year of five digits, or one before 0, cannot be written', () => {
  expect(isWritable(written('9999-12-31T23:59:59Z'))).toBe(true)
  expect(isWritable(written('+010000-01-01T00:00:00Z'))).toBe(false)
  expect(isWritable(written('-000001-01-01T00:00:00Z'))).toBe(false)
  // Written in the year 10000 by its own clock, though not by UTC's.
  expect(isWritable(written('+010000-01-01T00:30:00+08:00'))).toBe(false)
})

test('of two dates of one instant, the first counts', () => {
  const [a, b] = [written('2026-01-05T09:00:00+08:00'), written('2026-01-05T01:00:00Z')]
  expect(later(a, b)).toBe(a)
  expect(later(b, a)).toBe(b)
})
