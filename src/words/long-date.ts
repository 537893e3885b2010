import type { Temporal } from 'temporal-polyfill'

/** `16 November 2026`, as the language writes it, for the day it is in the zone at that instant. */
export function longDate(instant: Temporal.Instant, language: string, timezone: string): string {
  const day = instant.toZonedDateTimeISO(timezone).toPlainDate()
  return day.toLocaleString(language, { dateStyle: 'long' })
}
