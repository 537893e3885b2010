import type { Temporal } from 'temporal-polyfill'
import { MONTHS } from '../../months.ts'
import { slugify } from './slugify.ts'

/** https://jekyllrb.com/docs/permalinks/#built-in-formats */
const STYLES: Record<string, string> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  weekdate: '/:categories/:year/W:week/:short_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
}

/** Of posts: a style by its name, or a template as it is written. */
export function postTemplate(permalink: string): string {
  return STYLES[permalink] ?? permalink
}

/** What a page or a document of a collection takes from the site's style: how its address ends. */
export function withStylesEnding(template: string, permalink: string): string {
  if (permalink === 'pretty' || permalink.endsWith('/')) return `${template}/`
  return Object.hasOwn(STYLES, permalink) || permalink.endsWith(':output_ext') ? `${template}:output_ext` : template
}

/** What the tokens of a template stand for. */
export interface UrlWords {
  collection: string
  /** Below its collection's folder, without its ending. */
  path: string
  basename: string
  slug: string
  categories: string[]
  /** In the site's time zone. */
  date: Temporal.ZonedDateTime
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const two = (number: number) => String(number).padStart(2, '0')

const TOKENS: Record<string, (words: UrlWords) => string> = {
  collection: ({ collection }) => collection,
  path: ({ path }) => path,
  basename: ({ basename }) => basename,
  output_ext: () => '.html',
  name: ({ basename }) => slugify(basename),
  title: ({ slug }) => slugify(slug, 'pretty', true),
  slug: ({ slug }) => slugify(slug),
  categories: ({ categories }) => [...new Set(categories.map((each) => each.toLowerCase()))].join('/'),
  slugified_categories: ({ categories }) => [...new Set(categories.map((each) => slugify(each)))].join('/'),
  year: ({ date }) => String(date.year).padStart(4, '0'),
  month: ({ date }) => two(date.month),
  day: ({ date }) => two(date.day),
  hour: ({ date }) => two(date.hour),
  minute: ({ date }) => two(date.minute),
  second: ({ date }) => two(date.second),
  i_day: ({ date }) => String(date.day),
  i_month: ({ date }) => String(date.month),
  short_month: ({ date }) => (MONTHS[date.month - 1] ?? '').slice(0, 3),
  long_month: ({ date }) => MONTHS[date.month - 1] ?? '',
  short_year: ({ date }) => two(date.year % 100),
  w_year: ({ date }) => String(date.yearOfWeek ?? date.year),
  week: ({ date }) => two(date.weekOfYear ?? 0),
  w_day: ({ date }) => String(date.dayOfWeek),
  short_day: ({ date }) => (DAYS[date.dayOfWeek - 1] ?? '').slice(0, 3),
  long_day: ({ date }) => DAYS[date.dayOfWeek - 1] ?? '',
  y_day: ({ date }) => String(date.dayOfYear).padStart(3, '0'),
}

const TOKEN = /:([a-z_]+)/g

/** Tokens that Jekyll does not know either: it builds no site with them. */
export function unknownTokens(template: string): string[] {
  return [...template.matchAll(TOKEN)].flatMap(([token, name = '']) => (tokenOf(name) ? [] : [token]))
}

/** A template → a path that begins with a slash. */
export function fillTemplate(template: string, words: UrlWords): string {
  const filled = template.replace(TOKEN, (token, name: string) => {
    const found = tokenOf(name)
    return found ? encoded(found.value(words)) + found.rest : token
  })
  return sane(filled)
}

/** `:month_` is the month and a line. */
function tokenOf(name: string): { value: (words: UrlWords) => string; rest: string } | undefined {
  const [whole, short] = [name, name.replace(/_$/, '')]
  if (Object.hasOwn(TOKENS, whole)) return { value: TOKENS[whole] ?? String, rest: '' }
  return Object.hasOwn(TOKENS, short) ? { value: TOKENS[short] ?? String, rest: '_' } : undefined
}

function encoded(text: string): string {
  return encodeURI(text.toWellFormed()).replace('#', '%23')
}

function sane(path: string): string {
  return `/${path}`
    .replaceAll('..', '/')
    .replaceAll('./', '')
    .replace(/\/{2,}/g, '/')
}
