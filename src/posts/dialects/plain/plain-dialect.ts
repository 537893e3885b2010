import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../../config/problem.ts'
import { asText, type Fields, flagField, listField, textField } from '../../front-matter-fields.ts'
import type { WrittenDate } from '../../post.ts'
import { normalPath } from '../../url-path.ts'
import { escapePath } from '../../urlize.ts'
import { DEFAULT_MARKUP } from '../default-markup.ts'
import type { Dialect, PageFacts, PageSource } from '../dialect.ts'
import { firstHeading } from '../first-heading.ts'
import { lastName } from '../page-names.ts'
import { patternPath, patternProblems } from '../pattern-path.ts'
import { termsIn } from '../term-lists.ts'
import { dateInName, firstDate, statusBy } from '../written-dates.ts'
import { headerLines } from './header-lines.ts'
import { plainPlaces } from './plain-places.ts'

export interface PlainSite {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  timeZone: string
  language: string
  permalink?: string
  /** Notes of Obsidian, to which a line's end is one. */
  isVault: boolean
}

/** Where no pattern is written. */
export const PLAIN_PERMALINK = '/:folder/:slug/'

const DATES = ['date', 'created', 'published', 'publishdate', 'pubdate', 'created_at']
const CHANGES = ['updated', 'modified', 'lastmod', 'last_modified_at']

/** A folder of Markdown that no engine's settings speak of. @param paths of its files, from the folder */
export function plainDialect(site: PlainSite, paths: readonly string[]): Dialect {
  const problems = patternProblems(site.permalink)
  return {
    markup: {
      ...DEFAULT_MARKUP,
      extras: ['mark'],
      hardWraps: site.isVault,
      blockAttributes: true,
      definitionLists: true,
    },
    problems,
    place: plainPlaces(paths),
    fieldsIn: (text) => headerLines(text)?.fields ?? NO_FIELDS,
    inherit: (_, fields) => fields,
    readPage: (page, now) => readPage(page, site, now, problems.length > 0),
    param: (name, { data }) => asText(data()[name]),
    repeatedKeyHint: 'Keep one; the last one counts.',
  }
}

const NO_FIELDS: Fields = new Map()

function readPage(page: PageSource, site: PlainSite, now: Temporal.Instant, isPatternUnknown: boolean) {
  const { place, fields } = page
  const named = dateInName(lastName(place), site.timeZone)
  const written = firstDate(page, DATES, site.timeZone)
  const changed = firstDate(page, CHANGES, site.timeZone)
  const problems: Problem[] = [...written.problems, ...changed.problems]
  const date = written.date ?? named?.date ?? page.times.added
  const title = textField(fields, 'title') ?? titleIn(page) ?? nameAsTitle(named?.rest || lastName(place))
  const own = ownPath(fields)
  if (own === undefined && isPatternUnknown) return { problems }
  const slug = textField(fields, 'slug') ?? (named?.rest || lastName(place))
  const path = own ?? patternPath(site.permalink ?? PLAIN_PERMALINK, { place, date, title, slug })
  return { facts: factsOf(page, { site, now, date, changed: changed.date, title, path }), problems }
}

interface Found {
  site: PlainSite
  now: Temporal.Instant
  date: WrittenDate | undefined
  changed: WrittenDate | undefined
  title: string
  path: string
}

function factsOf({ place, fields }: PageSource, { site, now, date, changed, title, path }: Found): PageFacts {
  const isList = place.kind === 'section'
  return {
    url: new URL(path, site.baseUrl).href,
    title,
    aliases: listField(fields, 'aliases')
      .filter((alias) => alias.startsWith('/'))
      .map(normalPath),
    language: languageOf(fields) ?? site.language,
    tags: termsIn(fields, 'tags', 'tag', 'keywords'),
    categories: termsIn(fields, 'categories', 'category'),
    terms: [],
    ...statusBy(isDraft(fields), date, now),
    ...(!isList && date && { publishedAt: date }),
    ...(!isList && !date && { notNews: 'undated' as const }),
    ...(changed && { updatedAt: changed }),
  }
}

/** Read only where front matter has none. */
function titleIn({ text, fields }: PageSource): string | undefined {
  const lines = text().split('\n')
  const head = fields.size > 0 && headerLines(lines.join('\n'))
  return firstHeading(head ? lines.slice(head.lines) : lines)?.title || undefined
}

/** A name with blanks is a title already. */
function nameAsTitle(name: string): string {
  return name.includes(' ') ? name : name.replace(/[-_]+/g, ' ').trim() || name
}

/** What is to be held back, as Obsidian, Hexo, Pelican and others write it. */
function isDraft(fields: Fields): boolean {
  const status = textField(fields, 'status')?.toLowerCase()
  const isPublic = flagField(fields, 'published') ?? flagField(fields, 'publish')
  return flagField(fields, 'draft') === true || isPublic === false || HELD_BACK.has(status ?? '')
}

const HELD_BACK = new Set(['draft', 'hidden', 'private', 'unpublished'])

/** An address that the page names itself, on the site. */
function ownPath(fields: Fields): string | undefined {
  const written = textField(fields, 'permalink', 'url')
  if (!written || /^[a-z][a-z0-9+.-]*:/i.test(written) || /:\w/.test(written)) return undefined
  return escapePath(written.replace(/\/{2,}/g, '/').replace(/^\//, ''))
}

function languageOf(fields: Fields): string | undefined {
  const written = textField(fields, 'language', 'lang')
  return written && /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i.test(written) ? written.replaceAll('_', '-') : undefined
}
