import { parse, validate } from 'node-cron'
import { Temporal } from 'temporal-polyfill'
import { cronFault } from '../config/cron-fault.ts'
import { type CronDays, daysInMonth, isCronDay } from './cron-days.ts'

/** The calendar's longest wait: 29 February on one day of the week, across a century without a leap day. */
const LONGEST_WAIT_YEARS = 40

const ANY_DAY = Temporal.PlainDate.from('2000-01-01')

/** Five fields of the forms that the docs name, which name a day that there is. Seconds are for machines. */
export function isCron(expression: string): boolean {
  if (cronFault(expression) !== undefined || !validate(expression)) return false
  return cronDays(readCron(expression), ANY_DAY, 1).next().done === false
}

/** The latest time in (`after`, `now`] at which the schedule was due; undefined if it was not. */
export function latestOccurrence(
  expression: string,
  timezone: string,
  after: Temporal.Instant,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const local = now.toZonedDateTimeISO(timezone).toPlainDateTime()
  // In an hour that comes a second time, later times were shown already: across midnight, even tomorrow's.
  const isSecondTime = Temporal.Instant.compare(momentOf(local, timezone), now) < 0
  const from = isSecondTime ? local.add({ days: 1 }) : local
  for (const moment of moments(readCron(expression), timezone, from, -1)) {
    if (Temporal.Instant.compare(moment, after) <= 0) return undefined
    if (Temporal.Instant.compare(moment, now) <= 0) return moment
  }
  return undefined
}

/** The first time after `now` at which the schedule is due; undefined if it never is. */
export function nextOccurrence(
  expression: string,
  timezone: string,
  now: Temporal.Instant,
): Temporal.Instant | undefined {
  const local = now.toZonedDateTimeISO(timezone).toPlainDateTime()
  for (const moment of moments(readCron(expression), timezone, local, 1)) {
    if (Temporal.Instant.compare(moment, now) > 0) return moment
  }
  return undefined
}

interface Cron {
  minutes: number[]
  hours: number[]
  months: number[]
  days: CronDays
}

function readCron(expression: string): Cron {
  const fields = parse(expression)
  const [, , ofMonth = '', , ofWeek = ''] = expression.trim().split(/\s+/)
  return {
    minutes: numbers(fields.minute),
    hours: numbers(fields.hour),
    months: numbers(fields.month),
    days: {
      ofMonth: fields.dayOfMonth,
      ofWeek: fields.dayOfWeek,
      either: isRestricted(ofMonth) && isRestricted(ofWeek),
    },
  }
}

function numbers(field: readonly (number | string)[]): number[] {
  return [...new Set(field.map(Number))].sort((a, b) => a - b)
}

function isRestricted(field: string): boolean {
  return !/^[*?]/.test(field)
}

type Direction = 1 | -1

/** From the minute that a clock shows, in order, as far as the calendar repeats itself. */
function* moments(cron: Cron, timezone: string, from: Temporal.PlainDateTime, direction: Direction) {
  const hours = inDirection(cron.hours, direction)
  const minutes = inDirection(cron.minutes, direction)
  const today = from.toPlainDate()
  for (const day of cronDays(cron, today, direction)) {
    const isToday = day.equals(today)
    for (const hour of hours) {
      for (const minute of minutes) {
        const isPassed = isToday && direction * (hour * 60 + minute - from.hour * 60 - from.minute) < 0
        if (!isPassed) yield momentOf(day.toPlainDateTime({ hour, minute }), timezone)
      }
    }
  }
}

/** The days of the schedule, from one of them on; a month that it leaves out is not walked through. */
function* cronDays({ months, days }: Cron, from: Temporal.PlainDate, direction: Direction) {
  let { year, month, day } = from
  for (let count = 0; count <= LONGEST_WAIT_YEARS * 12; count++) {
    const last = daysInMonth(year, month)
    if (months.includes(month)) {
      for (let at = Math.min(day, last); at >= 1 && at <= last; at += direction) {
        if (isCronDay(days, year, month, at)) yield new Temporal.PlainDate(year, month, at)
      }
    }
    month += direction
    if (month < 1 || month > 12) {
      year += direction
      month = direction === 1 ? 1 : 12
    }
    day = direction === 1 ? 1 : 31
  }
}

function inDirection(values: number[], direction: Direction): number[] {
  return direction === 1 ? values : values.toReversed()
}

/**
 * The moment at which a clock on the wall shows a time. One that daylight saving leaves out comes right after the gap;
 * one that comes twice counts the first time (cron(8) of Debian, systemd.time(7)).
 */
function momentOf(local: Temporal.PlainDateTime, timezone: string): Temporal.Instant {
  const earlier = local.toZonedDateTime(timezone, { disambiguation: 'earlier' })
  if (earlier.toPlainDateTime().equals(local)) return earlier.toInstant()
  // In a gap: read by the offset after it, the time lies before it.
  return earlier.getTimeZoneTransition('next')?.toInstant() ?? earlier.toInstant()
}
