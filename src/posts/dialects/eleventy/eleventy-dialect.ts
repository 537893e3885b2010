import { failure, type Problem } from '../../../config/problem.ts'
import { asText, type Fields, fieldsOf, flagField, listField, mapField, textField } from '../../front-matter-fields.ts'
import { normalPath } from '../../url-path.ts'
import type { Dialect, PageFacts, PageSource, Place } from '../dialect.ts'
import { firstHeading } from '../first-heading.ts'
import { placedPage } from '../page-names.ts'
import { patternProblems } from '../pattern-path.ts'
import { firstDate } from '../written-dates.ts'
import { CODE, cascade, type Data, localData, mapOf, tagList } from './data-cascade.ts'
import type { BasedEleventySite } from './eleventy-site.ts'
import { filledWords } from './filled-words.ts'
import { pageDate } from './page-date.ts'
import { pagePath } from './page-path.ts'
import { belowInput, dataValue, fileSlug, pageWords } from './page-words.ts'

/** Eleventy's decisions (3.1): https://www.11ty.dev/docs/data-cascade/ */
export function eleventyDialect(site: BasedEleventySite): Dialect {
  return {
    markup: site.markup,
    problems: [...patternProblems(site.permalink), ...codeProblems(site)],
    place: (path) => placeOf(path, site),
    inherit: (place, fields) => inherit(place, fields, site),
    readPage: (page) => readPage(page, site),
    param: (name, { place, data }) =>
      asText(dataValue(name, inherit(place, fieldsOf(data()), site), pageWords(place), site)),
    repeatedKeyHint: 'Eleventy refuses the page: keep one.',
  }
}

const TEMPLATE = /\.(?:md|html|njk|liquid)$/

function placeOf(path: string, site: BasedEleventySite): Place | undefined {
  if (!TEMPLATE.test(path)) return undefined
  const parts = belowInput(path, site).replace(TEMPLATE, '').split('/')
  const name = parts.pop() ?? ''
  return placedPage(path, { folder: parts.join('/'), name }, { kind: 'page', bundle: false, languageKey: '' })
}

/** Of the data that stand below those of folders, what Eleventy itself reads, and who writes: the rest are a site's own words. */
const READ_FROM_GLOBAL = new Set([
  ...['tags', 'permalink', 'date', 'draft', 'lang', 'author', 'authors'],
  ...['eleventyexcludefromcollections', 'eleventycomputed', 'templateengineoverride'],
])

function inherit(place: Place, fields: Fields, site: BasedEleventySite): Fields {
  const levels = [globalFields(site), ...localFields(place, site), Object.fromEntries(fields)]
  const all = fieldsOf(cascade(levels))
  const computed = mapField(all, 'eleventycomputed')
  const find = (name: string) => dataValue(name, all, pageWords(place), site)
  return new Map([
    ...all,
    ...[...computed].flatMap(([key, value]): [string, unknown][] => {
      if (value === CODE) return [[key, CODE]]
      // A permalink is filled in when the page's date is known.
      const text = typeof value === 'string' && key !== 'permalink' ? filledWords(value, find) : value
      return text === undefined ? [] : [[key, text]]
    }),
  ])
}

function globalFields({ files, globalData }: BasedEleventySite): Data {
  const all = [...Object.entries(globalData), ...Object.entries(files.global)]
  return Object.fromEntries(
    all.flatMap(([key, value]) => (READ_FROM_GLOBAL.has(key.toLowerCase()) ? [[key.toLowerCase(), value]] : [])),
  )
}

function localFields(place: Place, site: BasedEleventySite): Data[] {
  const path = [place.folder, place.name].filter(Boolean).join('/')
  return localData(path, site.input.split('/').at(-1) ?? '', site.files).map((data) =>
    Object.fromEntries(fieldsOf(data)),
  )
}

function readPage(page: PageSource, site: BasedEleventySite): { facts?: PageFacts; problems: Problem[] } {
  const { place, fields } = page
  const { date, problems } = pageDate(page)
  const address = pagePath(page, site, date)
  if (address.path === undefined) return { problems: [...problems, ...address.problems] }
  const isUnlisted = asText(fields.get('eleventyexcludefromcollections')) === 'true'
  const isNews = !isUnlisted && !fields.has('pagination') && /(?:\/|\.html)$|^$/.test(address.path)
  const updated = firstDate(page, ['updated', 'modified', 'lastmod'], 'UTC').date
  const { tags, collections } = tagsOf(place, fields, site)
  const facts: PageFacts = {
    url: new URL(address.path, site.baseUrl).href,
    title: titleOf(page),
    aliases: ['aliases', 'redirect_from', 'redirectfrom'].flatMap((key) =>
      listField(fields, key).flatMap((path) => (path.startsWith('/') ? [normalPath(path)] : [])),
    ),
    language: textField(fields, 'lang')?.replaceAll('_', '-') ?? site.language,
    tags,
    categories: listField(fields, 'categories'),
    terms: collections,
    // Eleventy publishes what has a date to come; drafts are its documentation's way.
    status: flagField(fields, 'draft') === true ? 'draft' : 'live',
    ...(isNews && date && { publishedAt: date }),
    ...(isNews && !date && { notNews: 'undated' as const }),
    ...(isUnlisted && date && { notNews: 'unlisted' as const }),
    ...(updated && { updatedAt: updated }),
    ...(isHtml(place, fields) && { format: 'html' as const }),
  }
  return { facts, problems }
}

function isHtml({ path }: Place, fields: Fields): boolean {
  const override = fields.get('templateengineoverride')
  return !path.endsWith('.md') || (typeof override === 'string' && !/\bmd\b/.test(override))
}

/** By which sites gather pages for their lists and menus, and which no reader is told. */
const GATHERED = new Set(['all', 'post', 'posts', 'nav'])

/** A page's own tags; and those by which it is gathered, such as its folders' data give to all that lies there. */
function tagsOf(place: Place, fields: Fields, site: BasedEleventySite) {
  const all = new Set(tagList(fields.get('tags')))
  const given = new Set(
    localFields(place, site).flatMap((data) => ['tags', 'override:tags'].flatMap((key) => tagList(data[key]))),
  )
  const isOwn = (tag: string) => !GATHERED.has(tag) && !given.has(tag)
  return { tags: [...all].filter(isOwn), collections: [...all].filter((tag) => !isOwn(tag)) }
}

/** Kinds of titles that are not a post's. */
const OTHER_TITLES = /^(?:sub|sidebar|meta|seo|og|nav|short|social|page|head|header|site|twitter)_?-?title$/i

/** Sites whose layouts read another key for it (`newstitle`) have no `title`. */
function titleOf({ fields, text, place }: PageSource): string {
  const written = textField(fields, 'title')
  if (written) return written
  const other = [...fields.keys()].filter((key) => key.endsWith('title') && !OTHER_TITLES.test(key))
  const navigation = mapField(fields, 'eleventynavigation')
  return (
    textField(fields, ...other) ??
    (firstHeading(text().split('\n'))?.title || undefined) ??
    textField(navigation, 'title', 'key') ??
    (fileSlug(place).replace(/[-_]+/g, ' ').trim() || place.name)
  )
}

/** Said once for a folder whose pages have no address that can be told. */
function codeProblems({ files, permalink }: BasedEleventySite): Problem[] {
  if (permalink !== undefined) return []
  const found = [...files.local].flatMap(([path, data]) => {
    const own = data.map((each) => mapOf(each.eleventyComputed).permalink ?? each.permalink)
    return own.includes(CODE) ? [path] : []
  })
  return found.map((path) =>
    failure('eleventy.permalink', 'The permalink of these pages is JavaScript, which is not run.', {
      hint: 'Write their pattern as permalink in [content] of broadsheet.toml, such as "/blog/:slug/"; until then they are left out.',
      file: files.named.get(path) ?? path,
    }),
  )
}
