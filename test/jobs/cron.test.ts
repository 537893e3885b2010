import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { isCron, latestOccurrence, nextOccurrence } from '../../src/jobs/cron.ts'
import { type CronCase, occurrencesByScan } from './cron-oracle.ts'

const at = (text: string) => Temporal.Instant.from(text)
const MONDAY_NINE = '0 9 * * MON'

/** The next `count` runs after a moment. */
function runs(expression: string, timezone: string, after: string, count: number): string[] {
  const found: string[] = []
  for (let now: Temporal.Instant | undefined = at(after); found.length < count; ) {
    now = nextOccurrence(expression, timezone, now)
    if (!now) break
    found.push(now.toString())
  }
  return found
}

describe('what a schedule may be', () => {
  test.each([
    '0 9 * * MON',
    '*/15 8-18 * * mon-fri',
    '0 9 1,15 * *',
    '0 9 L * *',
    '0 9 29 2 *',
    '0 22-2/2 ? JAN,july 7',
  ])('%s', (expression) => expect(isCron(expression)).toBe(true))

  test.each([
    ['six fields', '0 0 9 * * MON'],
    ['a word', 'weekly'],
    ['a nickname', '@weekly'],
    ['an hour that there is not', '0 25 * * *'],
    ['a star with a number before it, which node-cron takes for 10-59', '1* * * * *'],
    ['a name with a number, which node-cron takes for November', '0 9 1 JAN1 *'],
    ['a step longer than its range', '*/90 * * * *'],
    ['a step without a range', '5/15 * * * *'],
    ['a day that there is not', '0 9 30 2 *'],
    ['a working day that there is not', '0 9 31W 2 *'],
    ['nothing', ''],
  ])('not %s', (_, expression) => expect(isCron(expression)).toBe(false))
})

describe('the latest time that it was due', () => {
  test('is found in the zone of the site', () => {
    const found = latestOccurrence(MONDAY_NINE, 'Asia/Taipei', at('2026-11-01T00:00:00Z'), at('2026-11-24T06:51:30Z'))
    expect(found?.toString()).toBe('2026-11-23T01:00:00Z')
  })

  test('is not one already seen to, and may be this very minute', () => {
    const due = at('2026-11-23T01:00:00Z')
    expect(latestOccurrence(MONDAY_NINE, 'Asia/Taipei', due, at('2026-11-24T06:51:30Z'))).toBeUndefined()
    const found = latestOccurrence(MONDAY_NINE, 'Asia/Taipei', due.subtract({ minutes: 1 }), due)
    expect(found?.toString()).toBe(due.toString())
  })

  test('is the last of several missed ones, also of a schedule that comes once a year', () => {
    const found = latestOccurrence('0 9 1 1 *', 'UTC', at('2020-05-01T00:00:00Z'), at('2026-11-24T00:00:00Z'))
    expect(found?.toString()).toBe('2026-01-01T09:00:00Z')
  })
})

describe('the next run', () => {
  test('is after now, never now', () => {
    const due = at('2026-11-23T01:00:00Z')
    expect(nextOccurrence(MONDAY_NINE, 'Asia/Taipei', due)?.toString()).toBe('2026-11-30T01:00:00Z')
  })

  test('of 29 February is found, however far', () => {
    expect(runs('0 9 29 2 *', 'UTC', '2096-03-01T00:00:00Z', 2)).toEqual([
      '2104-02-29T09:00:00Z',
      '2108-02-29T09:00:00Z',
    ])
  })
})

describe('a day of the month and a day of the week: either (POSIX crontab)', () => {
  test('the first, the 15th, and each Monday', () => {
    expect(runs('0 9 1,15 * MON', 'UTC', '2026-12-02T00:00:00Z', 4)).toEqual([
      '2026-12-07T09:00:00Z',
      '2026-12-14T09:00:00Z',
      '2026-12-15T09:00:00Z',
      '2026-12-21T09:00:00Z',
    ])
  })

  test('the 13th and each Friday', () => {
    expect(runs('0 9 13 * FRI', 'UTC', '2026-12-02T00:00:00Z', 3)).toEqual([
      '2026-12-04T09:00:00Z',
      '2026-12-11T09:00:00Z',
      '2026-12-13T09:00:00Z',
    ])
  })

  test('a star with a step restricts nothing by itself: both must hold, as in the crontabs there are', () => {
    expect(runs('0 9 */2 * MON', 'UTC', '2026-12-01T00:00:00Z', 2)).toEqual([
      '2026-12-07T09:00:00Z',
      '2026-12-21T09:00:00Z',
    ])
  })

  test('the second Monday, the last Friday, the last day, the working day nearest to the 15th', () => {
    expect(runs('0 9 * * MON#2', 'UTC', '2026-12-01T00:00:00Z', 2)).toEqual([
      '2026-12-14T09:00:00Z',
      '2027-01-11T09:00:00Z',
    ])
    expect(runs('0 9 * * 5L', 'UTC', '2026-12-01T00:00:00Z', 2)).toEqual([
      '2026-12-25T09:00:00Z',
      '2027-01-29T09:00:00Z',
    ])
    expect(runs('0 9 L * *', 'UTC', '2027-01-01T00:00:00Z', 2)).toEqual([
      '2027-01-31T09:00:00Z',
      '2027-02-28T09:00:00Z',
    ])
    expect(runs('0 9 15W * *', 'UTC', '2027-05-01T00:00:00Z', 2)).toEqual([
      '2027-05-14T09:00:00Z',
      '2027-06-15T09:00:00Z',
    ])
  })
})

describe('daylight saving', () => {
  test('a time in the gap comes right after it, and is found as missed', () => {
    const midnight = '0 0 * * FRI'
    expect(runs(midnight, 'Africa/Cairo', '2027-04-28T00:00:00Z', 2)).toEqual([
      '2027-04-29T22:00:00Z',
      '2027-05-06T21:00:00Z',
    ])
    const found = latestOccurrence(midnight, 'Africa/Cairo', at('2027-04-23T00:00:00Z'), at('2027-04-30T10:00:00Z'))
    expect(found?.toString()).toBe('2027-04-29T22:00:00Z')
  })

  test('several in one gap are one run', () => {
    expect(runs('*/20 2 * * *', 'Europe/Berlin', '2027-03-27T01:45:00Z', 2)).toEqual([
      '2027-03-28T01:00:00Z',
      '2027-03-29T00:00:00Z',
    ])
  })

  test('a time that comes twice is due the first time', () => {
    const night = '30 2 * * *'
    expect(runs(night, 'Europe/Berlin', '2027-10-30T22:00:00Z', 2)).toEqual([
      '2027-10-31T00:30:00Z',
      '2027-11-01T01:30:00Z',
    ])
    const first = at('2027-10-31T00:30:00Z')
    expect(latestOccurrence(night, 'Europe/Berlin', first, at('2027-10-31T01:31:00Z'))).toBeUndefined()
  })

  test('a day that a country left out comes right after it', () => {
    expect(runs('0 9 30 12 *', 'Pacific/Apia', '2011-12-29T00:00:00Z', 1)).toEqual(['2011-12-30T10:00:00Z'])
  })
})

const YEARS = { from: Date.UTC(2005, 0, 1), to: Date.UTC(2035, 0, 1) }
/** Half of the days that are tried lie at a change of the clocks. */
const ZONES = [
  'Africa/Cairo',
  'Europe/Berlin',
  'America/Santiago',
  'Asia/Beirut',
  'America/Havana',
  'Pacific/Apia',
  'Australia/Lord_Howe',
  'America/New_York',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'UTC',
]
const DAY = 86_400_000

const cronCase: fc.Arbitrary<CronCase> = fc
  .record({
    minutes: setOf(0, 59),
    hours: fc.oneof({ weight: 2, arbitrary: setOf(0, 3) }, { weight: 1, arbitrary: setOf(0, 23) }),
    months: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: setOf(1, 12) }),
    daysOfMonth: fc.option(setOf(1, 31), { nil: undefined }),
    daysOfWeek: fc.option(setOf(0, 6), { nil: undefined }),
  })
  .map(({ minutes, hours, months, daysOfMonth, daysOfWeek }) => ({
    expression: [minutes, hours, daysOfMonth ?? '*', months ?? '*', daysOfWeek ?? '*'].join(' '),
    minutes,
    hours,
    months: months ?? Array.from({ length: 12 }, (_, index) => index + 1),
    daysOfMonth,
    daysOfWeek,
  }))
  .filter(({ expression }) => isCron(expression))

function setOf(min: number, max: number): fc.Arbitrary<number[]> {
  return fc.uniqueArray(fc.integer({ min, max }), { minLength: 1, maxLength: 4 })
}

const start = fc
  .constantFrom(...ZONES)
  .chain((timezone) =>
    fc
      .oneof(fc.integer({ min: YEARS.from / DAY, max: YEARS.to / DAY }), fc.constantFrom(...daysOfChange(timezone)))
      .map((day) => ({ timezone, start: (day - 1) * DAY })),
  )

function daysOfChange(timezone: string): number[] {
  const days: number[] = [YEARS.from / DAY]
  let moment = Temporal.Instant.fromEpochMilliseconds(YEARS.from).toZonedDateTimeISO(timezone)
  for (;;) {
    const next = moment.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > YEARS.to) return days
    days.push(Math.floor(next.epochMilliseconds / DAY))
    moment = next
  }
}

test('what is reckoned is what a scan of every minute finds', () => {
  fc.assert(
    fc.property(cronCase, start, fc.integer({ min: 0, max: 59_999 }), (cron, { timezone, start }, seconds) => {
      const end = start + 3 * DAY
      const expected = occurrencesByScan(cron, timezone, start, end)
      const found: number[] = []
      for (let now = at(new Date(start - 1).toISOString()); ; ) {
        const next = nextOccurrence(cron.expression, timezone, now)
        if (!next || next.epochMilliseconds >= end) break
        found.push(next.epochMilliseconds)
        now = next
      }
      expect(found).toEqual(expected)
      // Looking back from any of them, or from a little later, finds it again, and the one before it from just before.
      for (const [index, moment] of expected.entries()) {
        const due = Temporal.Instant.fromEpochMilliseconds(moment)
        const earlier = Temporal.Instant.fromEpochMilliseconds(start - 1)
        const seen = due.add({ milliseconds: index === expected.length - 1 ? seconds : 0 })
        expect(latestOccurrence(cron.expression, timezone, earlier, seen)?.epochMilliseconds).toBe(moment)
        const before = latestOccurrence(cron.expression, timezone, earlier, due.subtract({ milliseconds: 1 }))
        expect(before?.epochMilliseconds).toBe(expected[index - 1])
      }
    }),
    { numRuns: 300 },
  )
})
