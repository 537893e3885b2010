import { isWithin } from '../../mounted-dir.ts'
import type { Place } from '../dialect.ts'
import { placedPage, splitName } from '../page-names.ts'
import type { AstroSite } from './astro-site.ts'
import { collectionOf } from './collections.ts'
import { entryId } from './github-slug.ts'

/** A page of `src/pages`, or an entry of a collection. */
export type StandingEntry =
  /** `path`: on the site. */
  | { kind: 'page'; path: string }
  /** `below`: from the collection's folder, without its ending. `locale`: the first folder, where that is one. */
  | { kind: 'entry'; collection: string; below: string; locale?: string }

export function standingOf(path: string, site: AstroSite): StandingEntry | undefined {
  const pages = `${site.srcDir}/pages`
  if (isWithin(path, pages)) {
    const page = splitName(path.slice(pages.length + 1))
    const own = page && [page.folder, page.name].filter(Boolean).join('/')
    const isNone = own === undefined || own.includes('[') || own.split('/').some((part) => part.startsWith('_'))
    return isNone ? undefined : { kind: 'page', path: own.replace(/(?:^|\/)index$/, '') }
  }
  const found = collectionOf(path, site.collections, `${site.srcDir}/content`)
  if (!found) return undefined
  const below = found.below.replace(/\.[^./]+$/, '')
  const [first = '', ...rest] = below.split('/')
  const locale = rest.length > 0 ? [...site.locales.keys()].find((each) => entryId(each) === entryId(first)) : undefined
  return { kind: 'entry', collection: found.name, below, ...(locale && { locale }) }
}

/** Undefined where Astro makes no page of a file. @param path from the site's folder */
export function astroPlace(path: string, site: AstroSite): Place | undefined {
  const page = splitName(path)
  const standing = page && standingOf(path, site)
  if (!standing) return undefined
  const own = standing.kind === 'page' ? standing.path || 'index' : `${standing.collection}/${standing.below}`
  const isIndex = page.name === 'index' && own.endsWith('/index')
  const below = isIndex ? own.slice(0, -'/index'.length) : own
  const parts = own.split('/')
  const languageKey = standing.kind === 'entry' ? standing.locale : localeOf(standing.path, site)
  const folder = isIndex ? below : parts.slice(0, -1).join('/')
  return placedPage(
    path,
    { folder, name: page.name },
    { kind: 'page', bundle: isIndex, languageKey: languageKey ?? '' },
  )
}

function localeOf(path: string, { locales }: AstroSite): string | undefined {
  const [first = ''] = path.split('/')
  return locales.has(first) ? first : undefined
}
