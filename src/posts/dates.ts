import { Temporal } from 'temporal-polyfill'
import { failure, type Problem } from '../config/problem.ts'
import { monthNamed } from './months.ts'
import type { WrittenDate } from './post.ts'

/**
 * A date as people write it in front matter: the forms that Hugo's `cast` knows, and others that are plain.
 * One without a zone is read in `timeZone` (IANA). Undefined where it is no date; see `notADate`.
 */
export function readDate(written: string, timeZone: string): WrittenDate | undefined {
  if (SECONDS.test(written))
    return { instant: Temporal.Instant.fromEpochMilliseconds(Number(written) * 1000), offset: '+00:00' }
  const parts = splitDate(written.trim())
  if (!parts) return undefined
  try {
    const written = `${parts.day}T${parts.time ?? '00:00'}`
    const offset = parts.offset ?? (timeZone === 'UTC' ? '+00:00' : undefined)
    // Without a zone's calendar it takes a third of the time, and a site has as many dates as posts.
    if (offset) {
      const date = { instant: Temporal.Instant.from(written + offset), offset: offset.replace('-00:00', '+00:00') }
      WRITTEN_DAYS.set(date, parts.day)
      return date
    }
    const local = Temporal.PlainDateTime.from(written)
    const zoned = local.toZonedDateTime(timeZone)
    return { instant: zoned.toInstant(), offset: zoned.offset.slice(0, '+00:00'.length) }
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** @param place file and line of the field */
export function notADate(field: string, written: string, place: Partial<Problem>): Problem {
  const hint = `Write it as ${exampleFor(written)} or ${exampleFor(written)}T09:00:00+08:00.`
  return failure('post.date', `${field} "${written}" is not a date.`, { hint, ...place })
}

/** The day and hour that the author's own clock showed. */
export function asWritten(date: WrittenDate): Temporal.PlainDateTime {
  return date.instant.toZonedDateTimeISO(date.offset).toPlainDateTime()
}

/** What the calendar would find again; to ask it takes as long as to read the front matter. */
const WRITTEN_DAYS = new WeakMap<WrittenDate, string>()

/** The day that the author's own calendar showed: `2026-01-31`. */
export function writtenDay(date: WrittenDate): string {
  return WRITTEN_DAYS.get(date) ?? asWritten(date).toPlainDate().toString()
}

interface DateParts {
  /** `2026-01-31`. */
  day: string
  /** `09:00`, `09:00:30.5`; absent for midnight. */
  time?: string
  /** `+08:00`; absent where none is written. */
  offset?: string
}

const TIME = String.raw`(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:[.,]\d{1,9})?))?`
const ZONE = String.raw`(?<zone>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)(?: [A-Z]{3,5})?`
/** Hugo passes over the name of a zone, GMT too, and reads the time in the site's. */
const ZONE_OR_NAME = String.raw`(?:(?<zone>Z|[+-]\d{2}:?\d{2})(?: [A-Z]{3,5})?|[A-Z]{3,5})`
/** Since 1970, for any day from 1973 on: `20240301` is none. */
const SECONDS = /^\d{9,10}$/
const MONTH = String.raw`(?<month>[A-Za-z]{3,9})\.?`
const WEEKDAY = '(?:[A-Za-z]{3,9},? )?'

const FORMS = [
  // 2026-01-31, 2026-01-31T09:00:00+08:00, 2026-01-31 09:00:00 +0800
  new RegExp(String.raw`^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})(?:(?:[Tt]| +)${TIME} ?(?:${ZONE})?)?$`),
  // 31 Jan 2026, Sat, 31 Jan 2026 09:00:00 +0800 (RFC 5322, RFC 1123)
  new RegExp(String.raw`^${WEEKDAY}(?<day>\d{1,2}) ${MONTH} (?<year>\d{4})(?: ${TIME}(?: ${ZONE_OR_NAME})?)?$`),
  // 31 Jan 26 09:00 +0800 (RFC 822), Saturday, 31-Jan-26 09:00:00 UTC (RFC 850)
  new RegExp(String.raw`^${WEEKDAY}(?<day>\d{1,2}) ${MONTH} (?<year>\d{2}) ${TIME} ${ZONE_OR_NAME}$`),
  new RegExp(String.raw`^${WEEKDAY}(?<day>\d{1,2})-${MONTH}-(?<year>\d{2}) ${TIME} ${ZONE_OR_NAME}$`),
  // Jan 31, 2026
  new RegExp(String.raw`^${WEEKDAY}${MONTH} (?<day>\d{1,2}),? (?<year>\d{4})$`),
  // Sat Jan 31 09:00:00 2026, Sat Jan 31 09:00:00 +0800 2026 (C's asctime, `date`, Ruby)
  new RegExp(String.raw`^${WEEKDAY}${MONTH} +(?<day>\d{1,2}) ${TIME}(?: ${ZONE_OR_NAME})? (?<year>\d{4})$`),
]

function splitDate(written: string): DateParts | undefined {
  for (const form of FORMS) {
    const found = form.exec(written)?.groups
    if (!found) continue
    const month = monthNumber(found.month ?? '')
    const day = [wholeYear(found.year ?? ''), month, found.day?.padStart(2, '0')].join('-')
    const time =
      found.hour && `${found.hour.padStart(2, '0')}:${found.minute}:${(found.second ?? '00').replace(',', '.')}`
    const offset = found.zone && isoOffset(found.zone)
    return { day, ...(time && { time }), ...(offset && { offset }) }
  }
  return undefined
}

/** As Go has it: 69 to 99 are of the last century. */
function wholeYear(year: string): string {
  if (year.length > 2) return year
  return `${Number(year) < 69 ? '20' : '19'}${year}`
}

/** `Jan`, `January` and `1` → `01`; `00`, which no calendar has, for any other word. */
function monthNumber(month: string): string {
  const number = /^\d/.test(month) ? month : String(monthNamed(month))
  return number.padStart(2, '0')
}

function isoOffset(zone: string): string {
  if (!/^[+-]/.test(zone)) return '+00:00'
  return `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`
}

/** Day and month the other way round are what `2025-13-01` was meant to be. */
function exampleFor(written: string): string {
  const swapped = /^(\d{4})-(1[3-9]|2\d|3[01])-(0[1-9]|1[0-2])/.exec(written)
  return swapped ? `${swapped[1]}-${swapped[3]}-${swapped[2]}` : '2025-01-31'
}
