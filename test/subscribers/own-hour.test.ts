import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { nextOwnHour, parseOwnHour } from '../../src/subscribers/own-hour.ts'

const instant = (text: string) => Temporal.Instant.from(text)
const next = (hour: number, timezone: string, from: string) => nextOwnHour({ hour, timezone }, instant(from)).toString()

test.each([
  // hour, zone, from, next
  [7, 'Asia/Taipei', '2026-11-30T08:00:20Z', '2026-11-30T23:00:00Z'],
  [16, 'Asia/Taipei', '2026-11-30T08:00:20Z', '2026-11-30T08:00:20Z'],
  [15, 'Asia/Taipei', '2026-11-30T08:00:20Z', '2026-12-01T07:00:00Z'],
  [0, 'America/Los_Angeles', '2026-11-30T08:59:59Z', '2026-11-30T08:59:59Z'],
  [0, 'America/Los_Angeles', '2026-11-30T09:00Z', '2026-12-01T08:00:00Z'],
  [9, 'Asia/Kolkata', '2026-11-30T03:00Z', '2026-11-30T03:30:00Z'],
])("%i o'clock in %s, from %s on", (hour, zone, from, expected) => {
  expect(next(hour, zone, from)).toBe(expected)
})

describe('where clocks are set', () => {
  test('forward over the hour, it is the moment at which they are', () => {
    expect(next(2, 'Europe/Berlin', '2026-03-28T20:00Z')).toBe('2026-03-29T01:00:00Z')
    expect(next(2, 'Australia/Lord_Howe', '2026-10-03T12:00Z')).toBe('2026-10-03T15:30:00Z')
    expect(next(0, 'Africa/Cairo', '2026-04-23T12:00Z')).toBe('2026-04-23T22:00:00Z')
    expect(next(0, 'America/Sao_Paulo', '2018-11-04T02:32:07Z')).toBe('2018-11-04T03:00:00Z')
  })
  test('back into the hour, it comes twice, and the first is meant unless that has passed', () => {
    expect(next(2, 'Europe/Berlin', '2026-10-24T20:00Z')).toBe('2026-10-25T00:00:00Z')
    expect(next(2, 'Europe/Berlin', '2026-10-25T01:10Z')).toBe('2026-10-25T01:10:00Z')
  })
  test('after it a day may have 25 hours, and nobody waits longer than 24', () => {
    expect(next(3, 'Europe/Berlin', '2026-10-24T02:00Z')).toBe('2026-10-25T02:00:00Z')
  })
  test('a day that is left out is no day to wait for', () => {
    expect(next(9, 'Pacific/Apia', '2011-12-30T05:00Z')).toBe('2011-12-30T19:00:00Z')
  })
})

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Kathmandu']
/** Around the days on which one of them sets its clocks. */
const anywhere = fc.record({
  timezone: fc.constantFrom(...ZONES, 'Antarctica/Troll', 'America/Sao_Paulo'),
  hour: fc.integer({ min: 0, max: 23 }),
  from: fc
    .tuple(
      fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2018-11-04'),
      fc.integer({ min: -3 * 86_400, max: 3 * 86_400 }),
    )
    .map(([day, seconds]) => instant(`${day}T00:00Z`).add({ seconds })),
})

function isBetween(
  before: Temporal.PlainDateTime,
  between: Temporal.PlainDateTime,
  after: Temporal.PlainDateTime,
): boolean {
  return Temporal.PlainDateTime.compare(before, between) < 0 && Temporal.PlainDateTime.compare(between, after) < 0
}

test('it is never before, at most 24 hours later, and then it is that hour, or clocks were set over it', () => {
  fc.assert(
    fc.property(anywhere, ({ timezone, hour, from }) => {
      const at = nextOwnHour({ timezone, hour }, from)
      const wait = from.until(at).total('hours')
      expect(wait).toBeGreaterThanOrEqual(0)
      expect(wait).toBeLessThanOrEqual(24)
      const local = at.toZonedDateTimeISO(timezone)
      const [before, after] = [local.subtract({ seconds: 1 }), local].map((each) => each.toPlainDateTime())
      // At midnight, too, before which it is another day.
      const wanted = local.toPlainDate().toPlainDateTime({ hour })
      const isSetOver = before && after && isBetween(before, wanted, after)
      expect(local.hour === hour || isSetOver || wait === 24).toBe(true)
    }),
  )
})

test('no moment between has that hour', () => {
  fc.assert(
    fc.property(anywhere, fc.double({ min: 0, max: 1, noNaN: true }), ({ timezone, hour, from }, share) => {
      const at = nextOwnHour({ timezone, hour }, from)
      const between = from.add({ seconds: Math.floor(share * from.until(at).total('seconds')) })
      fc.pre(Temporal.Instant.compare(between, at) < 0)
      expect(between.toZonedDateTimeISO(timezone).hour).not.toBe(hour)
    }),
  )
})

test('asked again at that moment, it is that moment', () => {
  fc.assert(
    fc.property(anywhere, ({ timezone, hour, from }) => {
      const at = nextOwnHour({ timezone, hour }, from)
      fc.pre(at.toZonedDateTimeISO(timezone).hour === hour)
      expect(nextOwnHour({ timezone, hour }, at).equals(at)).toBe(true)
    }),
  )
})

test.each([
  ['7', 'Asia/Taipei', { hour: 7, timezone: 'Asia/Taipei' }],
  ['0', 'UTC', { hour: 0, timezone: 'UTC' }],
  ['23', 'asia/taipei', { hour: 23, timezone: 'asia/taipei' }],
  ['24', 'UTC', undefined],
  ['-1', 'UTC', undefined],
  ['7.5', 'UTC', undefined],
  ['', 'UTC', undefined],
  ['7', '', undefined],
  ['7', '+08:00', undefined],
  ['7', 'Mars/Olympus', undefined],
  ['7', '__proto__', undefined],
])('%j and %j as they come from a form', (hour, timezone, expected) => {
  expect(parseOwnHour(hour, timezone)).toEqual(expected)
})
