import { Temporal } from 'temporal-polyfill'
import { asWritten } from '../../dates.ts'
import { type Fields, textField } from '../../front-matter-fields.ts'
import { expandPermalink, hasTokens, type PermalinkFacts } from '../../permalinks.ts'
import { escapePath, urlize } from '../../urlize.ts'
import type { Place } from '../dialect.ts'
import type { HugoLanguage } from './languages.ts'
import type { PageDates } from './page-dates.ts'
import { matchesPage } from './page-matcher.ts'
import { baseNameOf, sectionNamed } from './place.ts'
import type { BasedSite } from './site-base.ts'

export interface PathSource {
  place: Place
  fields: Fields
  dates: PageDates
  language: HugoLanguage
  /** Sections above the page, outermost first. Few patterns ask for them. */
  sections(): string[]
  /** What each of them is called in a URL; see permalinks.ts. */
  sectionSlugs(): string[]
}

/**
 * Path of a page below the site's base URL, percent-encoded, without a slash at its front: `posts/a/`.
 * Front matter's `url` wins, then the section's permalink pattern, then where the file stands.
 */
export function pagePath(page: PathSource, site: BasedSite): string {
  const url = textField(page.fields, 'url')
  if (url) return escapePath(explicitPath(url, page, site))
  const pattern = page.place.kind === 'page' ? permalinkOf(page, site) : undefined
  const path = pattern ? fromPattern(pattern, page, site) : fromPlace(page)
  const name = trimSlashes(urlize(path, site))
  const ending = page.place.kind === 'page' && isUgly(page.place, site) ? '.html' : '/'
  return escapePath(page.language.prefix + (name === '' ? '' : name + ending))
}

/** The pattern that a page follows, if any. */
export function permalinkOf(
  { place, language }: Pick<PathSource, 'place' | 'language'>,
  site: BasedSite,
): string | undefined {
  const section = sectionNamed(place).toLowerCase()
  const rule = site.permalinkRules.find(({ target }) => matchesPage(target, place))
  return language.permalinks[section] ?? site.permalinks[section] ?? rule?.pattern ?? site.otherPermalink
}

/** Kept as written; a leading slash leaves out the language (https://gohugo.io/content-management/urls/#leading-slashes). */
function explicitPath(url: string, page: PathSource, site: BasedSite): string {
  const written = hasTokens(url) ? expandPermalink(url, permalinkFacts(page, site)) : url.replaceAll('\\:', ':')
  const path = (written.startsWith('/') ? '' : page.language.prefix) + written.replace(/^\/+/, '')
  const isFile = path.includes('.') && !path.endsWith('/')
  const whole = isFile || path === '' ? path : `${path.replace(/\/+$/, '')}/`
  return whole.replace(/\/{2,}/g, '/')
}

function fromPattern(pattern: string, page: PathSource, site: BasedSite): string {
  return queryUnescape(expandPermalink(pattern, permalinkFacts(page, site)))
}

function fromPlace({ place, fields, dates }: PathSource): string {
  const slug = place.kind === 'page' ? (textField(fields, 'slug') ?? dates.slug) : undefined
  const path = place.named ?? place.logicalPath
  return slug ? [...path.split('/').slice(0, -1), slug].join('/') : path
}

const ZERO_TIME = Temporal.PlainDateTime.from('0001-01-01T00:00')

function permalinkFacts({ place, fields, dates, sections, sectionSlugs }: PathSource, site: BasedSite): PermalinkFacts {
  return {
    date: dates.date ? asWritten(dates.date) : ZERO_TIME,
    title: textField(fields, 'title') ?? '',
    slug: textField(fields, 'slug') ?? dates.slug ?? '',
    section: sectionNamed(place),
    sections: sections(),
    sectionSlugs: sectionSlugs(),
    baseName: baseNameOf(place),
    urlize: (text) => urlize(text, site),
  }
}

/** Hugo reads an expanded pattern as a query, which makes `c++-tips` into `c-tips`; what it cannot read, it leaves empty. */
function queryUnescape(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '))
  } catch {
    return path
  }
}

function isUgly(place: Place, site: BasedSite): boolean {
  return Array.isArray(site.uglyUrls) ? site.uglyUrls.includes(sectionNamed(place).toLowerCase()) : site.uglyUrls
}

function trimSlashes(path: string): string {
  return path.replace(/\/{2,}/g, '/').replace(/^\/|\/$/g, '')
}
