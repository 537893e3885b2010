import { Temporal } from 'temporal-polyfill'
import { SHORT_MONTHS } from '../posts/months.ts'
import type { WrittenDate } from '../posts/post.ts'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `2026-01-05T09:00:00+08:00`, in the offset it was written in; UTC as `Z` (RFC 3339 §5.6). Whole seconds. */
export const rfc3339 = onceForEach((date) => {
  if (date.offset === '+00:00') return date.instant.toString({ smallestUnit: 'second' })
  return inItsOffset(date).toString({ smallestUnit: 'second', timeZoneName: 'never' })
})

/**
 * `Mon, 05 Jan 2026 09:00:00 +0800`, in the offset it was written in (RFC 822 §5.1, with RSS's four-digit year); in UTC where that
 * is no whole or half hour (Nepal's, old local times), which the W3C validator has found readers to fail on.
 */
export const rfc822 = onceForEach((written) => {
  const date = /[03]0$/.test(written.offset) ? written : { ...written, offset: '+00:00' }
  const local = inItsOffset(date)
  const day = `${DAYS[local.dayOfWeek - 1]}, ${two(local.day)} ${SHORT_MONTHS[local.month - 1]} ${four(local.year)}`
  const time = [local.hour, local.minute, local.second].map(two).join(':')
  return `${day} ${time} ${date.offset.replace(':', '')}`
})

const YEAR_9000 = 221_845_392_000_000

/** Whether both formats can say it: they have four digits for the year. */
export function isWritable(date: WrittenDate): boolean {
  const { epochMilliseconds } = date.instant
  // Of nearly all dates no calendar need be asked.
  if (epochMilliseconds > 0 && epochMilliseconds < YEAR_9000) return true
  const years = [inItsOffset(date).year, date.instant.toZonedDateTimeISO('UTC').year]
  return years.every((year) => year >= 0 && year <= 9999)
}

/** The later of two; the first if they are the same instant. */
export function later(a: WrittenDate, b: WrittenDate): WrittenDate {
  return Temporal.Instant.compare(a.instant, b.instant) < 0 ? b : a
}

/** A date is written up to four times for each entry, and a time zone's calendar takes longer than all else in it. */
function onceForEach(write: (date: WrittenDate) => string): (date: WrittenDate) => string {
  const known = new WeakMap<WrittenDate, string>()
  return (date) => {
    const text = known.get(date) ?? write(date)
    known.set(date, text)
    return text
  }
}

function inItsOffset(date: WrittenDate) {
  return date.instant.toZonedDateTimeISO(date.offset)
}

const two = (number: number) => String(number).padStart(2, '0')
const four = (number: number) => String(number).padStart(4, '0')
