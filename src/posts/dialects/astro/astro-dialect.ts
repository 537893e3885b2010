import type { Temporal } from 'temporal-polyfill'
import { type Problem, warning } from '../../../config/problem.ts'
import { asText, type Fields, flagField, textField } from '../../front-matter-fields.ts'
import type { MarkupSettings } from '../../markup-settings.ts'
import { escapePath } from '../../urlize.ts'
import { DEFAULT_MARKUP } from '../default-markup.ts'
import type { Dialect, PageFacts, PageSource, Place } from '../dialect.ts'
import { lastName } from '../page-names.ts'
import { patternPath, patternProblems } from '../pattern-path.ts'
import { termsIn } from '../term-lists.ts'
import { firstDate, statusBy } from '../written-dates.ts'
import { assetHref } from './asset-href.ts'
import { astroPlace, type StandingEntry, standingOf } from './astro-places.ts'
import type { AstroSite } from './astro-site.ts'
import { entryId } from './github-slug.ts'
import { type AstroRoute, addressOf } from './routes.ts'

export interface BasedAstroSite extends AstroSite {
  /** Absolute, with a slash at the end. */
  baseUrl: string
  /** BCP 47, of a page that says nothing of it. */
  language: string
  routes: readonly AstroRoute[]
  /** `content.permalink`. */
  permalink?: string
}

const DATES = [
  'pubdate',
  'pubdatetime',
  'date',
  'publishdate',
  'publisheddate',
  'publishedat',
  'datepublished',
  'published',
  'created',
  'createdat',
]
const CHANGES = ['updateddate', 'moddatetime', 'modifieddate', 'updated', 'updatedat', 'lastmod', 'modified']
const COVERS = ['heroimage', 'ogimage', 'coverimage', 'featuredimage']
const WORDS = ['id', 'collection', 'lang']

/** Astro's decisions, and what its sites agree on where it leaves them the choice. */
export function astroDialect(site: BasedAstroSite, configFile: string): Dialect {
  const problems = patternProblems(site.permalink, WORDS)
  return {
    markup: markupOf(site),
    problems: [...problems, ...(site.permalink === undefined ? addressesByCode(site, configFile) : [])],
    place: (path) => astroPlace(path, site),
    inherit: (_, fields) => withCover(fields, site),
    readPage: (page, now) => (problems.length > 0 ? { problems: [] } : readPage(page, site, now)),
    param: (name, { data }) => asText(data()[name]),
    repeatedKeyHint: 'Astro refuses the page: keep one.',
  }
}

/** Where code works out what stands in an address, it may be another than here. */
function addressesByCode({ routes, collections, srcDir }: BasedAstroSite, configFile: string): Problem[] {
  const hint = 'Where your posts have other addresses, write their pattern as permalink in [content]: "/blog/:id/".'
  const byRoute = routes.flatMap(({ path, collections: [name], isPlain }) => {
    const file = `${srcDir}/pages/${path}`
    const message = `Code of ${file} works out the addresses of "${name}"; here they end with the id of each.`
    return isPlain || name === undefined ? [] : [warning('astro.address', message, { hint, file: configFile })]
  })
  const byId = collections.namedByCode.map((name) => {
    const message = `Code makes the ids of "${name}" (generateId); here they are those of the names of the files.`
    return warning('astro.address', message, { hint, file: configFile })
  })
  return [...byRoute, ...byId]
}

function readPage(page: PageSource, site: BasedAstroSite, now: Temporal.Instant) {
  const { place, fields } = page
  const written = firstDate(page, DATES, 'UTC')
  const updated = firstDate(page, CHANGES, 'UTC')
  const { date } = written
  const standing = standingOf(place.path, site)
  const path = standing && pathOf(standing, page, site, date)
  const facts: PageFacts | undefined =
    path === undefined
      ? undefined
      : {
          url: new URL(escapePath(path), site.baseUrl).href,
          title: textField(fields, 'title') ?? nameAsTitle(place),
          aliases: [],
          language: languageOf(fields) ?? site.locales.get(place.languageKey) ?? site.language,
          tags: termsIn(fields, 'tags', 'tag'),
          categories: termsIn(fields, 'categories', 'category'),
          terms: [],
          ...statusBy(isDraft(fields), date, now),
          ...(date ? { publishedAt: date } : { notNews: 'undated' as const }),
          ...(updated.date && { updatedAt: updated.date }),
        }
  return { ...(facts && { facts }), problems: [...written.problems, ...updated.problems] }
}

/** Below the base URL. */
function pathOf(
  standing: StandingEntry,
  { place, fields }: PageSource,
  site: BasedAstroSite,
  date: PageFacts['publishedAt'],
): string {
  if (standing.kind === 'page') return ended(standing.path, site)
  const { collection, below, locale } = standing
  const id = textField(fields, 'slug') ?? entryId(below)
  const title = textField(fields, 'title') ?? ''
  if (site.permalink !== undefined) {
    const slug = id.split('/').at(-1) ?? ''
    const words = { id, collection, lang: locale ?? site.defaultLocale ?? '' }
    return patternPath(site.permalink, { place, date, title, slug, words })
  }
  return ended(addressOf({ collection, id, ...(locale && { locale }) }, site.routes, site).path, site)
}

function ended(path: string, { trailingSlash, pagesAreFiles }: BasedAstroSite): string {
  const isBare = path === '' || trailingSlash === 'never' || (pagesAreFiles && trailingSlash === 'ignore')
  return isBare ? path : `${path}/`
}

function nameAsTitle(place: Place): string {
  return lastName(place).replace(/[-_]+/g, ' ').trim() || place.name
}

const DATED = new RegExp(`^(?:${DATES.join('|')})['"]?[ \\t]*[:=][ \\t]*['"]?[\\dA-Z]`, 'im')

/** Whether a page's text looks as if it were news. */
export function isDated(text: string): boolean {
  return /^(?:---|\+\+\+)/.test(text) && DATED.test(text.slice(0, 5_000))
}

/** Astro leaves it to the site what is held back; its templates ask for these. */
function isDraft(fields: Fields): boolean {
  if (flagField(fields, 'draft') === true || flagField(fields, 'isdraft') === true) return true
  return flagField(fields, 'published') === false || textField(fields, 'status')?.toLowerCase() === 'draft'
}

function languageOf(fields: Fields): string | undefined {
  const written = textField(fields, 'lang', 'language', 'locale')
  return written && /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i.test(written) ? written.replaceAll('_', '-') : undefined
}

/** The hero is a post's cover, by whichever way its source is written. */
function withCover(fields: Fields, site: AstroSite): Fields {
  const key = [...COVERS, 'cover', 'image', 'thumbnail'].find((each) => fields.has(each))
  const value = key === undefined ? undefined : fields.get(key)
  if (key === undefined) return fields
  const all = new Map(fields)
  if (typeof value === 'string') all.set('cover', assetHref(value, site.srcDir))
  else if (typeof value === 'object' && value !== null) {
    const map = new Map(Object.entries(value))
    const src = map.get('src') ?? map.get('url')
    const href = typeof src === 'string' ? { src: assetHref(src, site.srcDir) } : {}
    all.set('cover', { ...Object.fromEntries(map), ...href })
  }
  const alt = textField(fields, `${key}alt`, `${key}_alt`, 'heroalt', 'imagealt')
  if (alt && typeof value === 'string') all.set('cover_alt', alt)
  return all
}

/** https://docs.astro.build/en/reference/configuration-reference/#markdown-options */
function markupOf({ smartypants, gfm }: AstroSite): MarkupSettings {
  return {
    ...DEFAULT_MARKUP,
    typographer: smartypants,
    // As `retext-smartypants` sets them: two hyphens are the long dash, and guillemets stay as they are typed.
    typographerMarks: { enDash: '—', emDash: '---', leftAngleQuote: '<<', rightAngleQuote: '>>' },
    headingAttributes: false,
    linkifyProtocol: 'http',
    linkify: gfm,
    tables: gfm,
    strikethrough: gfm,
    footnotes: gfm,
    taskLists: gfm,
  }
}
