import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { SCHEDULES, ZONES } from '../../../bench/year/events/configuration.ts'
import { occurrences } from '../../../bench/year/occurrences.ts'
import { nextOccurrence } from '../../../src/jobs/cron.ts'

test('the year reckons its schedules by itself, and as the program does', () => {
  const schedule = fc.constantFrom(...SCHEDULES)
  const timezone = fc.constantFrom(...ZONES)
  const hour = fc.integer({ min: 0, max: 24 * 365 * 4 })
  fc.assert(
    fc.property(schedule, timezone, hour, (cron, zone, hours) => {
      const from = Temporal.Instant.from('2041-01-01T00:00:30Z').add({ hours })
      const [first] = occurrences({ schedule: cron, timezone: zone }, from, from.add({ hours: 24 * 32 }))
      expect(first?.toString()).toBe(nextOccurrence(cron, zone, from)?.toString())
    }),
  )
})

test('a time that daylight saving leaves out is the moment after it, one that it repeats comes once', () => {
  const berlin = { schedule: '30 2 * * SUN', timezone: 'Europe/Berlin' }
  const [from, to] = [Temporal.Instant.from('2027-03-28T00:00:00Z'), Temporal.Instant.from('2027-03-29T00:00:00Z')]
  expect(occurrences(berlin, from, to).map(String)).toEqual(['2027-03-28T01:00:00Z'])
  const autumn = [Temporal.Instant.from('2027-10-30T22:00:00Z'), Temporal.Instant.from('2027-10-31T23:00:00Z')] as const
  expect(occurrences(berlin, ...autumn).map(String)).toEqual(['2027-10-31T00:30:00Z'])
})
