import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../../config/problem.ts'
import { notADate, readDate } from '../../dates.ts'
import { asText } from '../../front-matter-fields.ts'
import type { WrittenDate } from '../../post.ts'
import type { PageSource } from '../dialect.ts'
import { readRubyDate } from './ruby-date.ts'

export interface PageDates {
  date?: WrittenDate
  updated?: WrittenDate
  problems: Problem[]
}

/** What Ruby's YAML takes for a time. Without a zone it is of UTC, whatever the site's `timezone` says. */
const YAML_TIME = /^\d{4}-\d\d?-\d\d?(?:[Tt]|\s+)\d\d?:\d\d:\d\d(?:\.\d*)?$/

/**
 * A page's dates, as Jekyll shows them: in the site's time zone, wherever they were written.
 * @param named the day in the file's name, where it has one
 */
export function pageDates(page: PageSource, timeZone: string, named?: string): PageDates {
  const problems: Problem[] = []
  const read = (key: string): WrittenDate | undefined => {
    const value = page.fields.get(key)
    const text = asText(value)
    if (value === undefined || value === null || value === '') return undefined
    const date = text === undefined ? undefined : readRubyDate(text, isOfUtc(key, text, page.front) ? 'UTC' : timeZone)
    if (!date) problems.push(notADate(key, text ?? JSON.stringify(value), page.placeOf(key)))
    return date && inZone(date.instant, timeZone)
  }
  const date = read('date') ?? (named === undefined ? undefined : dateOfName(named, timeZone))
  const updated = read('last_modified_at')
  return { ...(date && { date }), ...(updated && { updated }), problems }
}

/** Between quotes it is text, which Ruby reads in the site's zone. */
function isOfUtc(key: string, text: string, front: string): boolean {
  return YAML_TIME.test(text) && !new RegExp(`^${key}[ \\t]*:[ \\t]*["']`, 'm').test(front)
}

/** `13-05-06` is of this century. */
function dateOfName(named: string, timeZone: string): WrittenDate | undefined {
  const [year = '', month = '', day = ''] = named.split('-')
  const whole = year.length > 2 ? year.padStart(4, '0') : `${Number(year) < 69 ? '20' : '19'}${year}`
  const date = readDate(`${whole}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, timeZone)
  return date && inZone(date.instant, timeZone)
}

export function inZone(instant: Temporal.Instant, timeZone: string): WrittenDate {
  const { offset } = instant.toZonedDateTimeISO(timeZone)
  return { instant, offset: offset.slice(0, '+00:00'.length) }
}
