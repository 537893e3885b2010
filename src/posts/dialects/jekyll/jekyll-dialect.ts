import { Temporal } from 'temporal-polyfill'
import { failure, type Problem } from '../../../config/problem.ts'
import { asText, type Fields, listField, textField } from '../../front-matter-fields.ts'
import { normalPath } from '../../url-path.ts'
import type { Dialect, PageFacts, PageSource, Place } from '../dialect.ts'
import { flagOf, mapOf } from './config-values.ts'
import { defaultsFor } from './defaults.ts'
import { inZone, pageDates } from './page-dates.ts'
import { DATED_NAME, isHtml, placeOf, type Standing, standingOf } from './place.ts'
import type { BasedSite } from './site-base.ts'
import { titleOfSlug } from './slugify.ts'
import { categoriesOf, tagsOf } from './terms.ts'
import { fillTemplate, unknownTokens, withStylesEnding } from './url-template.ts'

/** Jekyll's decisions (4.3). @param file its configuration, for problems */
export function jekyllDialect(site: BasedSite, file?: string): Dialect {
  return {
    markup: site.markup,
    problems: permalinkProblems(site, file),
    place: (path) => placeOf(path, site),
    inherit: (place, fields) => inherit(place, fields, site),
    readPage: (page, now) => readPage(page, site, now),
    param: (name, page) => paramOf(name, page.data()) ?? paramOf(name, site.config),
    repeatedKeyHint: 'The last one counts, here and in Jekyll: keep one.',
  }
}

function inherit(place: Place, fields: Fields, site: BasedSite): Fields {
  const standing = standingOf(place.path, site)
  if (!standing) return fields
  const all = new Map([...defaultsFor(standing, site.defaults, site.collectionsDir), ...fields])
  // What Jekyll shows before a post is read; elsewhere the word for it is summary.
  if (all.has('excerpt') && !all.has('summary')) all.set('summary', all.get('excerpt'))
  return all
}

function readPage(
  page: PageSource,
  site: BasedSite,
  now: Temporal.Instant,
): { facts?: PageFacts; problems: Problem[] } {
  const { place, fields } = page
  const standing = standingOf(place.path, site)
  if (!standing || !isPage(page, standing, site)) return { problems: [] }
  const [, day, namedSlug] = DATED_NAME.exec(`${place.path.split('/').at(-1)}`) ?? []
  const {
    date: written,
    updated,
    problems,
  } = pageDates(page, site.timeZone, standing.kind === 'page' ? undefined : day)
  const date = written ?? draftsDate(page, standing, site)
  const slug = textField(fields, 'slug') ?? (namedSlug ?? place.name).replace(/\.+$/, '')
  const categories = categoriesOf(fields, standing.above)
  const template = templateOf(page, standing, site)
  if (unknownTokens(template).length > 0) return { problems }
  const words = {
    collection: standing.collection,
    path: standing.kind === 'page' ? place.folder : standing.below.replace(/\.[^.]+$/, '').replace(/\.*$/, ''),
    basename: place.name.replace(/\.+$/, ''),
    slug,
    categories,
    date: (date?.instant ?? now).toZonedDateTimeISO(site.timeZone),
  }
  const path = fillTemplate(template, words)
  const isListed = standing.kind !== 'page'
  const leadsElsewhere = textField(fields, 'redirect_to') !== undefined && site.plugins.has('jekyll-redirect-from')
  const title = textField(fields, 'title') ?? (isListed ? titleOfSlug(slug) : undefined)
  const facts: PageFacts = {
    url: new URL(`.${path}`, site.baseUrl).href,
    aliases: aliasesOf(fields),
    language: textField(fields, 'lang') ?? site.language,
    tags: tagsOf(fields),
    categories,
    terms: [],
    status: statusOf(standing, fields, site, date?.instant, now),
    ...(title && { title }),
    ...(date && !site.future && { turns: [date.instant] }),
    ...(isListed && date && !leadsElsewhere && { publishedAt: date }),
    ...(isListed && leadsElsewhere && { notNews: 'redirect' as const }),
    ...(isListed && !date && !leadsElsewhere && { notNews: 'undated' as const }),
    ...(isHtml(place.path) && { format: 'html' as const }),
    ...(updated && { updatedAt: updated }),
  }
  return { facts, problems }
}

/** Without front matter a post is one all the same, and any other file no page; but GitHub Pages makes pages of Markdown. */
function isPage({ front, place }: PageSource, standing: Standing, site: BasedSite): boolean {
  if (standing.kind === 'post' || standing.kind === 'draft' || /^---[ \t]*\r?\n/.test(front)) return true
  return standing.kind === 'page' && !isHtml(place.path) && site.plugins.has('jekyll-optional-front-matter')
}

/** Jekyll dates a draft by its file. */
function draftsDate({ times }: PageSource, { kind }: Standing, site: BasedSite) {
  return kind === 'draft' && times.modified ? inZone(times.modified.instant, site.timeZone) : undefined
}

function templateOf(
  { place, fields }: Pick<PageSource, 'place' | 'fields'>,
  standing: Standing,
  site: BasedSite,
): string {
  const own = textField(fields, 'permalink')
  if (own !== undefined) return own
  if (standing.kind === 'page') {
    const folder = `/${place.folder.replaceAll(':', '%3A')}`
    return place.name === 'index' ? `${folder}/` : withStylesEnding(`${folder}/:basename`, site.permalink)
  }
  return site.collections.get(standing.collection)?.permalink ?? withStylesEnding('/:collection/:path', site.permalink)
}

function statusOf(
  { kind }: Standing,
  fields: Fields,
  site: BasedSite,
  date: Temporal.Instant | undefined,
  now: Temporal.Instant,
) {
  const isHeld = kind === 'draft' && !site.showDrafts
  if (isHeld || (flagOf(fields.get('published')) === false && !site.unpublished)) return 'draft'
  return date && !site.future && Temporal.Instant.compare(date, now) > 0 ? 'future' : 'live'
}

/** jekyll-redirect-from's, as paths below the site's address. */
function aliasesOf(fields: Fields): string[] {
  const paths = listField(fields, 'redirect_from').flatMap((written) => {
    const base = 'https://site.invalid/'
    return URL.canParse(written, base) ? [normalPath(new URL(written, base).pathname)] : []
  })
  return [...new Set(paths)]
}

function paramOf(name: string, data: Record<string, unknown>): string | undefined {
  return asText(name.split('.').reduce((value: unknown, key) => mapOf(value)[key], data))
}

function permalinkProblems(site: BasedSite, file?: string): Problem[] {
  const templates = [...site.collections.values()].flatMap(({ permalink }) => permalink ?? [])
  return [...new Set(templates)].flatMap((template) => {
    const unknown = unknownTokens(template)
    if (unknown.length === 0) return []
    const message = `The permalink ${template} has ${unknown.join(' and ')}, which Jekyll does not know.`
    return [failure('jekyll.permalink', message, { hint: 'Posts that follow it are left out.', ...(file && { file }) })]
  })
}
