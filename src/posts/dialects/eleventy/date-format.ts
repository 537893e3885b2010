import type { Temporal } from 'temporal-polyfill'
import { MONTHS } from '../../months.ts'

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** A moment by the signs of `strftime`, in UTC, as a build server has it; undefined where one of them is not known. */
export function formatDate(instant: Temporal.Instant, format: string): string | undefined {
  const date = instant.toZonedDateTimeISO('UTC')
  const two = (number: number) => String(number).padStart(2, '0')
  const signs: Record<string, string> = {
    Y: String(date.year),
    y: two(date.year % 100),
    m: two(date.month),
    d: two(date.day),
    e: String(date.day),
    j: String(date.dayOfYear).padStart(3, '0'),
    H: two(date.hour),
    M: two(date.minute),
    S: two(date.second),
    B: MONTHS[date.month - 1] ?? '',
    b: (MONTHS[date.month - 1] ?? '').slice(0, 3),
    A: DAYS[date.dayOfWeek - 1] ?? '',
    a: (DAYS[date.dayOfWeek - 1] ?? '').slice(0, 3),
    F: date.toPlainDate().toString(),
    '%': '%',
  }
  let isKnown = true
  const text = format.replace(/%([-_0^#]?)([A-Za-z%])/g, (_, flag: string, sign: string) => {
    isKnown &&= Object.hasOwn(signs, sign)
    const value = signs[sign] ?? ''
    if (flag === '-') return value.replace(/^0+(?=\d)/, '')
    return flag === '^' ? value.toUpperCase() : value
  })
  return isKnown ? text : undefined
}

/** `2026-11-30`, or with the time of day where there is one. */
export function writtenMoment(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' }).replace('T00:00:00Z', '')
}
