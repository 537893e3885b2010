import { Temporal } from 'temporal-polyfill'
import { monthNamed, SHORT_MONTHS } from '../../posts/months.ts'

/** How dates such as 05/06/2022 are meant; undefined where nothing tells. */
export type DayOrder = 'day-first' | 'month-first' | undefined

const TIME = String.raw`(?:[T ,]+(?:at )?(\d{1,2}):(\d\d)(?::(\d\d(?:[.,]\d{1,9})?))?(?:\s*([ap])\.?m\.?)?)?`
/** `Z`, `+0200 CEST` (Go), `GMT+0000 (Coordinated Universal Time)` (JavaScript), ` m=+0.01` (Go's monotonic clock). */
const ZONE = String.raw`\s*(?:UTC|GMT|Z)?\s*([+-]\d\d:?\d\d)?\s*(?:Z|[A-Z]{2,5}|[+-]\d{2,4})?\s*(?:\([^)]*\))?(?:\s*m=[+-][\d.]+)?`
const whole = (day: string) => new RegExp(`^${day}${TIME}${ZONE}$`, 'i')

const YEAR_FIRST = whole(String.raw`(\d{4})([-/.])(\d{1,2})\2(\d{1,2})`)
const COMPACT = /^(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d))?Z?$/
const DAY_DOT_MONTH = whole(String.raw`(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})`)
const SLASHED = whole(String.raw`(\d{1,2})[/-](\d{1,2})[/-](\d{4})`)
const DAY_NAME = String.raw`(?:[a-z]{3,9},?\s+)?`
const MONTH = String.raw`(${SHORT_MONTHS.join('|')})[a-z]*\.?,?`
const DAY_MONTH = whole(String.raw`${DAY_NAME}(\d{1,2})(?:st|nd|rd|th)?[\s-]+${MONTH}[\s-]+(\d{4})`)
const MONTH_DAY = whole(String.raw`${DAY_NAME}${MONTH}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})`)
const UNIX = /^(\d{10})(\d{3})?(?:\.\d+)?$/

/**
 * A time as exports write it: RFC 3339, `2023-03-24 10:23:10 UTC`, Go's `2022-05-17 10:11:12.123456 +0200 CEST`, RFC 5322,
 * JavaScript's, `May 17, 2022 10:11 AM`, `17.05.2022`, `17/05/2022` (where `order` tells the day from the month), seconds or
 * milliseconds since 1970. To the millisecond, which is what the store keeps. What names no offset is UTC, as the exports that leave it out mean it. Undefined for anything else.
 */
export function readInstant(text: string, order?: DayOrder): Temporal.Instant | undefined {
  const unix = UNIX.exec(text)
  if (unix) return Temporal.Instant.fromEpochMilliseconds(Number(unix[1]) * 1000 + Number(unix[2] ?? 0))
  const compact = COMPACT.exec(text)
  if (compact) return instant(compact.slice(1, 4), compact.slice(4))
  const yearFirst = YEAR_FIRST.exec(text)
  if (yearFirst) return instant([yearFirst[1], yearFirst[3], yearFirst[4]], yearFirst.slice(5))
  const dotted = DAY_DOT_MONTH.exec(text)
  if (dotted) return instant([dotted[3], dotted[2], dotted[1]], dotted.slice(4))
  const slashed = SLASHED.exec(text)
  if (slashed) return readSlashed(slashed, order)
  const dayMonth = DAY_MONTH.exec(text)
  if (dayMonth) return instant([dayMonth[3], String(monthNamed(dayMonth[2] ?? '')), dayMonth[1]], dayMonth.slice(4))
  const monthDay = MONTH_DAY.exec(text)
  return monthDay
    ? instant([monthDay[3], String(monthNamed(monthDay[1] ?? '')), monthDay[2]], monthDay.slice(4))
    : readCtime(text)
}

/** `Tue May 17 10:11:12 2022`, as C's ctime() and Ruby write it. */
function readCtime(text: string): Temporal.Instant | undefined {
  const match = /^[a-z]{3} ([a-z]{3})\s+(\d{1,2}) (\d\d:\d\d:\d\d)(?: [A-Z]{3,4})? (\d{4})$/i.exec(text)
  return match ? readInstant(`${match[2]} ${match[1]} ${match[4]} ${match[3]}`) : undefined
}

/** What 31/12/2022 says of all the dates of its column; undefined where both readings are days, as in 05/06/2022. */
export function dayOrderOf(text: string): DayOrder {
  const match = SLASHED.exec(text)
  if (!match) return undefined
  const [first, second] = [Number(match[1]), Number(match[2])]
  if (first > 12 && second <= 12) return 'day-first'
  return second > 12 && first <= 12 ? 'month-first' : undefined
}

function readSlashed(match: RegExpExecArray, order: DayOrder): Temporal.Instant | undefined {
  const [, first, second, year] = match
  const known = dayOrderOf(match[0]) ?? order ?? (first === second ? 'day-first' : undefined)
  if (known === undefined) return undefined
  return instant(known === 'day-first' ? [year, second, first] : [year, first, second], match.slice(4))
}

/** Reckoned by hand: Temporal's way from a written time to an instant takes most of an import's time. */
function instant(day: (string | undefined)[], time: (string | undefined)[]): Temporal.Instant | undefined {
  const [year, month, date] = day.map(Number) as [number, number, number]
  const [hour = '0', minute = '0', second = '0', half, offset] = time
  // 12 AM is midnight, 12 PM noon.
  const hours = half ? (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : Number(hour)
  const seconds = Math.min(59.999, Number(second.replace(',', '.')))
  const midnight = Date.UTC(year, month - 1, date)
  const isDay = month >= 1 && month <= 12 && date >= 1 && midnight < Date.UTC(year, month, 1)
  if (!isDay || year < 1000 || hours > 23 || Number(minute) > 59) return undefined
  const ms = midnight + (hours * 60 + Number(minute)) * 60_000 + Math.floor(seconds * 1000 + 1e-6) - offsetMs(offset)
  return Temporal.Instant.fromEpochMilliseconds(ms)
}

function offsetMs(offset = '+0000'): number {
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(offset) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
