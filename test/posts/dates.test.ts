import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { asWritten, notADate, readDate, writtenDay } from '../../src/posts/dates.ts'

const read = (written: string, zone = 'Asia/Taipei') => {
  const date = readDate(written, zone)
  return date && `${date.instant} ${date.offset}`
}

describe('the forms people write', () => {
  it.each([
    // A day, and times without a zone, which are the site's (here Taipei, +08:00).
    ['2024-02-05', '2024-02-04T16:00:00Z +08:00'],
    ['2024-2-5', '2024-02-04T16:00:00Z +08:00'],
    ['2024-02-05 09:00', '2024-02-05T01:00:00Z +08:00'],
    ['2024-02-05T09:00:30', '2024-02-05T01:00:30Z +08:00'],
    ['2024-02-05 9:00:30.25', '2024-02-05T01:00:30.25Z +08:00'],
    ['05 Feb 2024', '2024-02-04T16:00:00Z +08:00'],
    ['5 February 2024', '2024-02-04T16:00:00Z +08:00'],
    ['Feb 5, 2024', '2024-02-04T16:00:00Z +08:00'],
    ['Mon Feb  5 09:00:00 2024', '2024-02-05T01:00:00Z +08:00'],
    // With a zone, whose offset is kept.
    ['2024-02-05T09:00:00Z', '2024-02-05T09:00:00Z +00:00'],
    ['2024-02-05T09:00:00+01:00', '2024-02-05T08:00:00Z +01:00'],
    ['2024-02-05T09:00+0100', '2024-02-05T08:00:00Z +01:00'],
    ['2024-02-05 09:00:00 -0330', '2024-02-05T12:30:00Z -03:30'],
    ['2024-02-05 09:00:00 +08', '2024-02-05T01:00:00Z +08:00'],
    ['2024-02-05 09:00:00 +0800 CST', '2024-02-05T01:00:00Z +08:00'],
    ['2024-02-05 09:00:00 UTC', '2024-02-05T09:00:00Z +00:00'],
    // The name of a zone is passed over, as by Hugo.
    ['Mon, 05 Feb 2024 09:00:00 GMT', '2024-02-05T01:00:00Z +08:00'],
    ['Mon Jan  1 10:00:00 UTC 2024', '2024-01-01T02:00:00Z +08:00'],
    ['01 Mar 24 10:00 UTC', '2024-03-01T02:00:00Z +08:00'],
    ['01 Mar 24 10:00 EST', '2024-03-01T02:00:00Z +08:00'],
    ['01 Mar 24 10:00 +0100', '2024-03-01T09:00:00Z +01:00'],
    ['01 Mar 70 10:00 +0000', '1970-03-01T10:00:00Z +00:00'],
    ['Monday, 01-Jan-24 10:00:00 UTC', '2024-01-01T02:00:00Z +08:00'],
    ['1709258400', '2024-03-01T02:00:00Z +00:00'],
    ['Mon, 05 Feb 2024 09:00:00 -0700', '2024-02-05T16:00:00Z -07:00'],
    ['Mon Feb 05 09:00:00 -0700 2024', '2024-02-05T16:00:00Z -07:00'],
  ])('%s', (written, expected) => {
    expect(read(written)).toBe(expected)
  })

  it('takes the offset that the zone had on that day', () => {
    expect(read('2024-02-05', 'Europe/Oslo')).toContain('+01:00')
    expect(read('2024-07-05', 'Europe/Oslo')).toContain('+02:00')
  })

  it('keeps offsets to the minute where a zone once had seconds', () => {
    expect(read('1890-01-01', 'Asia/Taipei')).toContain('+08:06')
  })
})

it.each([
  'soon',
  '',
  '2025-13-01',
  '2025-02-30',
  '2025-01-31T25:00',
  '2024/02/05',
  '05 Foo 2024',
  '20240205',
  '2024-02-05T09:00:00+99:00',
  // Which of several zones it means cannot be told; Hugo takes the site's without a word.
])('%j is not a date', (written) => {
  expect(read(written)).toBeUndefined()
})

it('says what to write instead', () => {
  const place = { file: 'content/posts/launch.md', line: 4 }
  expect(formatProblem(notADate('date', '2025-13-01', place))).toBe(
    'content/posts/launch.md:4: date "2025-13-01" is not a date. Write it as 2025-01-13 or 2025-01-13T09:00:00+08:00.',
  )
  expect(notADate('date', 'soon', place).hint).toBe('Write it as 2025-01-31 or 2025-01-31T09:00:00+08:00.')
})

it('reads back what it wrote, whatever the moment and the offset', () => {
  const seconds = fc.integer({ min: -2e9, max: 4e9 })
  const minutes = fc.integer({ min: -12 * 60, max: 14 * 60 })
  fc.assert(
    fc.property(seconds, minutes, (second, minute) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(second * 1000)
      const offset = Temporal.PlainTime.from('00:00')
        .add({ minutes: Math.abs(minute) })
        .toString()
        .slice(0, 5)
      const zone = (minute < 0 ? '-' : '+') + offset
      const date = readDate(instant.toString({ timeZone: zone }), 'UTC')
      expect(date?.instant.equals(instant)).toBe(true)
      expect(date?.offset).toBe(zone)
    }),
  )
})

it('shows the clock of the author', () => {
  const date = readDate('2024-12-31 23:30:00 -0700', 'UTC')
  expect(date && asWritten(date).toString()).toBe('2024-12-31T23:30:00')
})

it('knows the day that was written, as the calendar has it', () => {
  const written = fc.tuple(
    fc.date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true }),
    fc.constantFrom('', 'Z', '+08:00', '-03:30', '+14:00', '-12:00', ' UTC'),
  )
  fc.assert(
    fc.property(written, fc.constantFrom('UTC', 'Asia/Taipei'), ([day, zone], timeZone) => {
      const date = readDate(day.toISOString().slice(0, -1) + zone, timeZone) ?? expect.fail()
      expect(writtenDay(date)).toBe(asWritten(date).toPlainDate().toString())
      expect(writtenDay({ ...date })).toBe(writtenDay(date))
    }),
  )
})

it.each(['20240301', '2024', '1709258400000', '-1', '01 Mar 24', '01-Mar-24'])('%s is no date', (written) => {
  expect(read(written)).toBeUndefined()
})
