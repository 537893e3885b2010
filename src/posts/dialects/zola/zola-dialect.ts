import type { Temporal } from 'temporal-polyfill'
import { failure, type Problem } from '../../../config/problem.ts'
import { asText, type Fields, flagField, listField, mapField, textField } from '../../front-matter-fields.ts'
import type { MarkupSettings } from '../../markup-settings.ts'
import { belowFolder } from '../../mounted-dir.ts'
import { normalPath } from '../../url-path.ts'
import { escapePath } from '../../urlize.ts'
import { DEFAULT_MARKUP } from '../default-markup.ts'
import type { Dialect, PageFacts, PageSource, Place } from '../dialect.ts'
import { foldersAbove, lastName, placedPage, splitName } from '../page-names.ts'
import { dateInName, firstDate } from '../written-dates.ts'
import { slugify } from './slugify.ts'
import type { ZolaSite } from './zola-site.ts'

/** Where Zola's content lies, from the site's folder. */
export const ZOLA_CONTENT = 'content'

export interface BasedZolaSite extends ZolaSite {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** BCP 47, of the default language. */
  language: string
}

/** Zola's decisions: https://www.getzola.org/documentation/content/page/ */
export function zolaDialect(site: BasedZolaSite, paths: Iterable<string>): Dialect {
  const placeOf = zolaPlaces(site, [...paths])
  return {
    markup: markupOf(site.markdown),
    problems: [],
    place: placeOf,
    inherit: (_, fields) => withExtra(fields),
    readPage: (page, now) => readPage(page, site, now),
    param: (name, { data }) => paramOf(name, data(), site.extra),
    repeatedKeyHint: 'Zola refuses the page: keep one.',
  }
}

function zolaPlaces(site: ZolaSite, paths: string[]): Dialect['place'] {
  const split = (path: string) => {
    const page = splitName(belowFolder(path, ZOLA_CONTENT))
    if (!page || !/\.md$/.test(path)) return undefined
    const language = /\.([^.]+)$/.exec(page.name)?.[1]
    const isKnown = language !== undefined && site.languages.includes(language)
    const name = isKnown ? page.name.slice(0, -language.length - 1) : page.name
    return { folder: page.folder, name, languageKey: isKnown ? language : site.defaultLanguage }
  }
  const bundles = new Set(
    paths.flatMap((path) => {
      const page = split(path)
      return page?.name === 'index' && page.folder !== '' ? [page.folder] : []
    }),
  )
  const isWithinBundle = (folder: string) => {
    const parts = folder.split('/')
    return parts.some((_, i) => bundles.has(parts.slice(0, i + 1).join('/')))
  }
  return (path) => {
    const page = split(path)
    if (!page) return undefined
    const isIndex = page.name === 'index' && page.folder !== ''
    // What else lies in a page's own folder belongs to it.
    if (!isIndex && isWithinBundle(page.folder)) return undefined
    const kind = page.name === '_index' ? 'section' : 'page'
    return placedPage(path, page, { kind, bundle: isIndex, languageKey: page.languageKey })
  }
}

const PAGE_KEYS = new Set([
  'title',
  'date',
  'updated',
  'weight',
  'draft',
  'render',
  'slug',
  'path',
  'aliases',
  'authors',
])

/** Themes read covers and the like below `[extra]`. */
function withExtra(fields: Fields): Fields {
  const extra = [...mapField(fields, 'extra')].filter(([key]) => !PAGE_KEYS.has(key))
  return extra.length > 0 ? new Map([...extra, ...fields]) : fields
}

function paramOf(name: string, data: Record<string, unknown>, extra: Record<string, unknown>): string | undefined {
  const at = (from: unknown) =>
    asText(
      name.split('.').reduce<unknown>((value, key) => {
        const isMap = typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        return isMap ? (value as Record<string, unknown>)[key] : undefined
      }, from),
    )
  return at(data.extra) ?? at(data) ?? at(extra)
}

function readPage(page: PageSource, site: BasedZolaSite, _: Temporal.Instant) {
  const { place, fields, placeOf } = page
  const named = dateInName(lastName(place), 'UTC')
  const written = firstDate(page, ['date'], 'UTC')
  const updated = firstDate(page, ['updated'], 'UTC')
  const problems: Problem[] = [...written.problems, ...updated.problems]
  if (flagField(fields, 'render') === false) return { problems }
  const path = pathOf(place, fields, site, named?.rest)
  if (path === undefined) return { problems: [...problems, unspelt(place, placeOf('title'))] }
  const date = written.date ?? named?.date ?? dayInPath(fields)
  const isPage = place.kind === 'page'
  const { tags = [], categories = [], ...others } = taxonomiesOf(fields)
  const facts: PageFacts = {
    url: new URL(escapePath(path), site.baseUrl).href,
    aliases: listField(fields, 'aliases').map((alias) => normalPath(`/${alias.replace(/^\/+/, '')}`)),
    language: place.languageKey === site.defaultLanguage ? site.language : place.languageKey.replaceAll('_', '-'),
    tags,
    categories,
    terms: Object.values(others).flat(),
    // Zola publishes what has a date to come.
    status: flagField(fields, 'draft') === true ? 'draft' : 'live',
    ...(isPage && date && { publishedAt: date }),
    ...(isPage && !date && { notNews: updated.date ? ('lastmod' as const) : ('undated' as const) }),
    ...(updated.date && { updatedAt: updated.date }),
  }
  return { facts, problems }
}

/** Below the base URL, with a slash at its end. */
function pathOf(place: Place, fields: Fields, site: BasedZolaSite, undated: string | undefined): string | undefined {
  const own = textField(fields, 'path')
  if (own && place.kind === 'page') return `${own.replace(/^\//, '').replace(/\/$/, '')}/`
  const prefix = place.languageKey === site.defaultLanguage ? [] : [place.languageKey]
  const folders = place.kind === 'section' ? place.logicalPath.split('/') : foldersAbove(place)
  const name = textField(fields, 'slug') ?? ((site.keepsDates ? undefined : undated) || lastName(place))
  const names = place.kind === 'section' ? folders : [...folders, ...(place.logicalPath === 'index' ? [] : [name])]
  const parts = names.filter(Boolean).map((part) => slugify(part, site.slugify))
  if (parts.includes(undefined)) return undefined
  return [...prefix, ...parts].map((part) => `${part}/`).join('')
}

/** Sites that moved to Zola write the day of a page into its `path`, and their templates read it there. */
function dayInPath(fields: Fields) {
  const day = /(?:^|\/)(\d{4})\/(\d{2})\/(\d{2})\//.exec(textField(fields, 'path') ?? '')
  return day ? dateInName(day.slice(1).join('-'), 'UTC')?.date : undefined
}

function taxonomiesOf(fields: Fields): Record<string, string[]> {
  const taxonomies = mapField(fields, 'taxonomies')
  return Object.fromEntries([...taxonomies.keys()].map((key) => [key, listField(taxonomies, key)]))
}

function unspelt({ path }: Place, place: Partial<Problem>): Problem {
  const message = 'The name of the file, or of a folder above it, is in a script that Zola spells in Latin letters.'
  const hint = `Write the page's address as path or slug into its front matter; until then it is left out.`
  return failure('zola.slug', message, { hint, ...place, ...(place.file ? {} : { file: path }) })
}

/** https://www.getzola.org/documentation/getting-started/configuration/ */
function markupOf(markdown: Fields): MarkupSettings {
  return {
    ...DEFAULT_MARKUP,
    linkify: false,
    typographer: flagField(markdown, 'smart_punctuation') ?? false,
    emoji: flagField(markdown, 'render_emoji') ?? false,
    definitionLists: flagField(markdown, 'definition_list') ?? false,
  }
}
