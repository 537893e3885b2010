import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { type Hours, parseHours } from '../../src/config/hours.ts'
import { closesAt, isOpen, openSeconds, opensAt } from '../../src/editions/hours.ts'

const hoursOf = (text: string) => parseHours(text) as Hours
const instant = (text: string) => Temporal.Instant.from(text)

test.each([
  // hours, zone, at, opens, closes
  ['07:00-21:00', 'Europe/Berlin', '2026-11-30T05:59Z', '2026-11-30T06:00:00Z', '2026-11-30T05:59:00Z'],
  ['07:00-21:00', 'Europe/Berlin', '2026-11-30T06:00Z', '2026-11-30T06:00:00Z', '2026-11-30T20:00:00Z'],
  ['07:00-21:00', 'Europe/Berlin', '2026-11-30T20:00Z', '2026-12-01T06:00:00Z', '2026-11-30T20:00:00Z'],
  ['22:00-02:00', 'Asia/Taipei', '2026-11-30T13:00Z', '2026-11-30T14:00:00Z', '2026-11-30T13:00:00Z'],
  ['22:00-02:00', 'Asia/Taipei', '2026-11-30T17:00Z', '2026-11-30T17:00:00Z', '2026-11-30T18:00:00Z'],
  ['00:00-24:00', 'Asia/Taipei', '2026-11-30T17:00Z', '2026-11-30T17:00:00Z', undefined],
  ['22:00-00:00', 'UTC', '2026-11-30T23:30Z', '2026-11-30T23:30:00Z', '2026-12-01T00:00:00Z'],
  ['22:00-24:00', 'UTC', '2026-11-30T23:30Z', '2026-11-30T23:30:00Z', '2026-12-01T00:00:00Z'],
])('%s in %s, at %s', (text, zone, at, opens, closes) => {
  expect(opensAt(hoursOf(text), zone, instant(at)).toString()).toBe(opens)
  expect(closesAt(hoursOf(text), zone, instant(at))?.toString()).toBe(closes)
})

describe('daylight saving in Berlin', () => {
  const berlin = (text: string, at: string) => [
    opensAt(hoursOf(text), 'Europe/Berlin', instant(at)).toString(),
    closesAt(hoursOf(text), 'Europe/Berlin', instant(at))?.toString(),
  ]
  test('hours that begin in the hour which is left out begin right after it', () => {
    expect(berlin('02:30-05:00', '2026-03-29T00:00Z')).toEqual(['2026-03-29T01:00:00Z', '2026-03-29T00:00:00Z'])
  })
  test('those that end in it end with it', () => {
    expect(berlin('00:00-02:30', '2026-03-29T00:00Z')).toEqual(['2026-03-29T00:00:00Z', '2026-03-29T01:00:00Z'])
  })
  test('those that lie in it do not come on that day', () => {
    expect(berlin('02:10-02:50', '2026-03-29T00:00Z')[0]).toBe('2026-03-30T00:10:00Z')
  })
  test('in the hour that comes twice they are open twice, as the clock shows', () => {
    expect(berlin('02:30-05:00', '2026-10-25T00:10Z')).toEqual(['2026-10-25T00:30:00Z', '2026-10-25T00:10:00Z'])
    expect(berlin('02:30-05:00', '2026-10-25T00:40Z')[1]).toBe('2026-10-25T01:00:00Z')
    expect(berlin('02:30-05:00', '2026-10-25T01:00Z')[0]).toBe('2026-10-25T01:30:00Z')
  })
})

/** Berlin and New York have an hour, Lord Howe half of one; Apia once left out a day. */
const anywhere = fc.record({
  zone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'),
  hours: fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 }))
    .filter(([from, to]) => from !== to)
    .map(([from, to]) => ({ from, to })),
  at: fc
    .tuple(
      fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05', '2026-10-04', '2011-12-29'),
      fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
    )
    .map(([day, minutes]) => instant(`${day}T00:00Z`).add({ minutes })),
})

test('from a moment to the next opening, and on to the closing, each minute is as its clock shows', () => {
  fc.assert(
    fc.property(anywhere, ({ zone, hours, at }) => {
      const opens = opensAt(hours, zone, at)
      const closes = closesAt(hours, zone, opens)
      expect(isOpen(hours, zone, opens)).toBe(true)
      if (closes) expect(isOpen(hours, zone, closes)).toBe(false)
      // An hour that is open all day but for a minute takes as long as a day to end.
      const walk = (from: Temporal.Instant, to: Temporal.Instant, is: boolean) => {
        for (let each = from; Temporal.Instant.compare(each, to) < 0; each = each.add({ minutes: 1 }))
          if (isOpen(hours, zone, each) !== is) return each.toString()
        return undefined
      }
      expect(walk(at, opens, false)).toBeUndefined()
      if (closes) expect(walk(opens, closes, true)).toBeUndefined()
    }),
    { numRuns: 60 },
  )
})

test('the seconds that are open are those of its open minutes', () => {
  fc.assert(
    fc.property(anywhere, fc.integer({ min: 0, max: 2000 }), ({ zone, hours, at }, minutes) => {
      const open = Array.from({ length: minutes }, (_, index) => at.add({ minutes: index })).filter((each) =>
        isOpen(hours, zone, each),
      )
      expect(openSeconds(hours, zone, at, at.add({ minutes }))).toBe(open.length * 60)
    }),
    { numRuns: 40 },
  )
})
