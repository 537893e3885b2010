import type { Temporal } from 'temporal-polyfill'

/** Making one takes far longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()
const MOST_FORMATS = 100

/** `16 November 2026`, as the language writes it. */
export function longDay(day: Temporal.PlainDate, language: string): string {
  return formatOf(language).format(day.toZonedDateTime('UTC').epochMilliseconds)
}

/** Of a day alone, whose midnight is in UTC. */
function formatOf(language: string): Intl.DateTimeFormat {
  const known = formats.get(language)
  if (known) return known
  if (formats.size >= MOST_FORMATS) formats.clear()
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' })
  formats.set(language, format)
  return format
}
