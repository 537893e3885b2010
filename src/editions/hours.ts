import { Temporal } from 'temporal-polyfill'
import { type Hours, isAllDay } from '../config/hours.ts'

/**
 * When mails may leave, by what a clock on the wall shows: where daylight saving shows a time twice, both count, and one
 * that is skipped never comes. So nobody gets a mail at an hour that was not meant.
 */
export function isOpen(hours: Hours, timezone: string, at: Temporal.Instant): boolean {
  if (isAllDay(hours)) return true
  const { hour, minute } = at.toZonedDateTimeISO(timezone)
  const shown = hour * 60 + minute
  const { from, to } = hours
  return from < to ? from <= shown && shown < to : from <= shown || shown < to
}

/** The first moment from `at` on at which mails may leave. */
export function opensAt(hours: Hours, timezone: string, at: Temporal.Instant): Temporal.Instant {
  return isOpen(hours, timezone, at) ? at : (nextChange(hours, timezone, at) ?? at)
}

/** The first moment from `at` on at which no mail may leave; undefined: there is none. */
export function closesAt(hours: Hours, timezone: string, at: Temporal.Instant): Temporal.Instant | undefined {
  return isOpen(hours, timezone, at) ? nextChange(hours, timezone, at) : at
}

/** How many seconds of a span mails could leave in. */
export function openSeconds(hours: Hours, timezone: string, from: Temporal.Instant, to: Temporal.Instant): number {
  let seconds = 0
  for (let at = from; Temporal.Instant.compare(at, to) < 0; ) {
    const change = nextChange(hours, timezone, at)
    const end = change && Temporal.Instant.compare(change, to) < 0 ? change : to
    if (isOpen(hours, timezone, at)) seconds += at.until(end).total('seconds')
    at = end
  }
  return seconds
}

/** No zone has ever left out more than a day. */
const DAYS = 4

/** The first moment after `at` at which it is otherwise; undefined where it never is. */
function nextChange(hours: Hours, timezone: string, at: Temporal.Instant): Temporal.Instant | undefined {
  if (isAllDay(hours)) return undefined
  const isNow = isOpen(hours, timezone, at)
  return moments(hours, timezone, at)
    .filter((moment) => Temporal.Instant.compare(moment, at) > 0)
    .toSorted(Temporal.Instant.compare)
    .find((moment) => isOpen(hours, timezone, moment) !== isNow)
}

/** All at which it may change: a clock shows one of the two times, or is set. */
function moments({ from, to }: Hours, timezone: string, at: Temporal.Instant): Temporal.Instant[] {
  const local = at.toZonedDateTimeISO(timezone)
  const today = local.toPlainDate()
  const days = Array.from({ length: DAYS + 2 }, (_, index) => today.add({ days: index - 1 }))
  const shown = days.flatMap((day) =>
    [from, to].flatMap((minutes) => {
      const time = day.toPlainDateTime().add({ minutes })
      return (['earlier', 'later'] as const).map((disambiguation) =>
        time.toZonedDateTime(timezone, { disambiguation }).toInstant(),
      )
    }),
  )
  return [...shown, ...clockChanges(local, at.add({ hours: DAYS * 24 }))]
}

function clockChanges(from: Temporal.ZonedDateTime, until: Temporal.Instant): Temporal.Instant[] {
  const next = from.getTimeZoneTransition('next')
  if (!next || Temporal.Instant.compare(next.toInstant(), until) > 0) return []
  return [next.toInstant(), ...clockChanges(next, until)]
}
