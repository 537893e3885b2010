import type { Temporal } from 'temporal-polyfill'
import { MONTHS } from './months.ts'

const WEEKDAYS = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ')

export function monthName(date: Temporal.PlainDateTime): string {
  return MONTHS[date.month - 1] ?? ''
}

export function weekdayName(date: Temporal.PlainDateTime): string {
  return WEEKDAYS[date.dayOfWeek - 1] ?? ''
}

/** The parts of Go's reference time (https://pkg.go.dev/time#pkg-constants), the longer first. */
const PARTS: [string, (date: Temporal.PlainDateTime) => string][] = [
  ['2006', (date) => pad(date.year, 4)],
  ['January', monthName],
  ['Jan', (date) => monthName(date).slice(0, 3)],
  ['Monday', weekdayName],
  ['Mon', (date) => weekdayName(date).slice(0, 3)],
  ['002', (date) => pad(date.dayOfYear, 3)],
  ['01', (date) => pad(date.month, 2)],
  ['02', (date) => pad(date.day, 2)],
  ['03', (date) => pad(twelveHour(date), 2)],
  ['04', (date) => pad(date.minute, 2)],
  ['05', (date) => pad(date.second, 2)],
  ['06', (date) => pad(date.year % 100, 2)],
  ['15', (date) => pad(date.hour, 2)],
  ['1', (date) => String(date.month)],
  ['2', (date) => String(date.day)],
  ['3', (date) => String(twelveHour(date))],
  ['4', (date) => String(date.minute)],
  ['5', (date) => String(date.second)],
  ['PM', (date) => (date.hour < 12 ? 'AM' : 'PM')],
]
const FORMATTERS = new Map(PARTS)
const LAYOUT = new RegExp(PARTS.map(([part]) => part).join('|'), 'g')

/** Whether a word holds any part of a Go layout, as `2006` and `Jan` do. */
export function isGoLayout(word: string): boolean {
  return word.search(LAYOUT) >= 0
}

export function formatGoLayout(layout: string, date: Temporal.PlainDateTime): string {
  return layout.replace(LAYOUT, (part) => FORMATTERS.get(part)?.(date) ?? part)
}

function twelveHour(date: Temporal.PlainDateTime): number {
  return date.hour % 12 || 12
}

function pad(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
