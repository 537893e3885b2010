import type { Problem } from '../../../config/problem.ts'
import { notADate, readDate } from '../../dates.ts'
import { asText } from '../../front-matter-fields.ts'
import type { WrittenDate } from '../../post.ts'
import type { PageSource } from '../dialect.ts'
import type { DateKeys } from './date-keys.ts'
import { isHugosDate, notHugosDate } from './hugo-dates.ts'
import { baseNameOf } from './place.ts'
import { yesOrNo } from './yes-or-no.ts'

export interface PageDates {
  /** Hugo's `.Date`: what permalinks are made of. */
  date?: WrittenDate
  publishDate?: WrittenDate
  expiryDate?: WrittenDate
  /** Only where a field of its own gives it. */
  lastmod?: WrittenDate
  /** Whether anything but a time of change says when it was written: an undated page is not news. */
  isDated: boolean
  /** What follows the day in a file name, where the day is taken from there. */
  slug?: string
}

/** Every date of a page, by the site's order of fields; a field that is no date is a problem each. */
export function pageDates(
  page: PageSource,
  keys: DateKeys,
  timeZone: string,
): { dates: PageDates; problems: Problem[] } {
  const { written, problems } = readFields(page, keys, timeZone)
  const named = dateInName(baseNameOf(page.place), timeZone)
  if (named) written.set(':filename', named.date)
  const { committed, modified } = page.times
  if (committed) written.set(':git', committed)
  if (modified) written.set(':filemodtime', modified)
  const first = (list: string[]) => list.find((key) => written.has(key))
  const at = (key: string | undefined) => (key === undefined ? undefined : written.get(key))
  const dateKey = first(keys.date)
  const date = at(dateKey)
  const publishDate = at(first(keys.publishDate))
  const expiryDate = at(first(keys.expiryDate))
  const lastmod = at(first(keys.lastmod.filter((key) => !SAYS_WRITTEN.has(key))))
  const dates: PageDates = {
    ...(date && { date }),
    ...(publishDate && { publishDate }),
    ...(expiryDate && { expiryDate }),
    ...(lastmod && { lastmod }),
    isDated: publishDate !== undefined || (dateKey !== undefined && saysWritten(dateKey, keys)),
    ...(named && dateKey === ':filename' && { slug: named.slug }),
  }
  return { dates, problems }
}

const SAYS_WRITTEN = new Set(['date', 'publishdate', 'pubdate', 'published', ':filename'])
const SAYS_CHANGED = new Set(['lastmod', 'modified', ':git', ':filemodtime'])

/** Hugo falls back on `lastmod` for a page's date. That dates a page of documentation, which is no news, unless the site puts it first. */
function saysWritten(key: string, keys: DateKeys): boolean {
  return !SAYS_CHANGED.has(key) || keys.date[0] === key
}

function readFields(page: PageSource, keys: DateKeys, timeZone: string) {
  const written = new Map<string, WrittenDate>()
  const problems: Problem[] = []
  for (const key of keys.all) {
    const value = page.fields.get(key)
    // `published: false` is a flag (see live.ts), an empty field is none.
    if (value === undefined || value === null || value === '' || isFlag(value)) continue
    const text = asText(value)
    const date = text && readDate(text, timeZone)
    if (date) written.set(key, date)
    if (date && !isHugosDate(text)) problems.push(notHugosDate(key, text, date, page.placeOf(key)))
    if (!date) problems.push(notADate(key, text ?? JSON.stringify(value), page.placeOf(key)))
  }
  return { written, problems }
}

/** A number may be Unix seconds. */
function isFlag(value: unknown): boolean {
  return yesOrNo(value) !== undefined && !/^\d{5,}$/.test(asText(value) ?? '')
}

/** `2026-01-31-a-post` → its day, and `a-post` (Hugo's `:filename`). */
function dateInName(name: string, timeZone: string): { date: WrittenDate; slug: string } | undefined {
  const date = readDate(name.slice(0, '2006-01-02'.length), timeZone)
  return date && { date, slug: name.slice('2006-01-02'.length).replace(/^[ _-]+|[ _-]+$/g, '') }
}
