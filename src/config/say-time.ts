import { Temporal } from 'temporal-polyfill'

/**
 * How moments and spans of time are said to an operator, in English. Programs get RFC 3339 (`--json`). Not by
 * toLocaleString, which says PT40S where Node has no Intl.DurationFormat (before 23).
 */

/** `2026-11-30 09:00`, in the site's zone. */
export function sayMoment(moment: Temporal.Instant, timezone: string): string {
  const local = moment.toZonedDateTimeISO(timezone).toPlainDateTime()
  return local.toString({ smallestUnit: 'minute', calendarName: 'never' }).replace('T', ' ')
}

/** `2 days 3 h`, `1 h 5 min`, `5 min`, `40 s`, `0.4 s`: the two greatest units, and no more than helps. */
export function sayDuration(duration: Temporal.Duration): string {
  const seconds = duration.abs().total({ unit: 'seconds', relativeTo: ANY_DAY })
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  if (minutes < 48 * 60) return joined([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min'])
  const hours = Math.round(minutes / 60)
  return joined([Math.floor(hours / 24), 'days'], [hours % 24, 'h'])
}

/** For durations that have days, each of 24 hours. */
const ANY_DAY = Temporal.PlainDate.from('2000-01-01')

function joined(...parts: [number, string][]): string {
  return parts
    .filter(([number]) => number > 0)
    .map(([number, unit]) => `${number} ${unit}`)
    .join(' ')
}
