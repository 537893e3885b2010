import { asNamed } from './as-named.ts'
import { leadsNowhere } from './leads-nowhere.ts'
import { folderIn, isWithin, within } from './mounted-dir.ts'
import type { Page } from './page.ts'
import { folderOf, joinWithin, type SiteIndex } from './site-index.ts'
import { decodedPath } from './url-path.ts'

export interface ResolvedUrl {
  /** Absolute. */
  url: string
  /** Absolute path of the file behind it. It comes out of the index, so that no link reaches beyond the site's folders. */
  file?: string
  /** A link that leads to a page or file of the site that is not there. */
  isDead?: true
}

/**
 * A link or picture as a post writes it → where it leads on the site.
 * A link to `other.md` leads to that page, one to a file beside the post to where the engine puts it; all else is resolved as a browser would.
 */
export function resolveUrl(href: string, page: Page, index: SiteIndex): ResolvedUrl {
  const written = href.trim()
  const found = findTarget(written, page, index)
  return !found.file && leadsNowhere(written, found.url, page, index) ? { ...found, isDead: true } : found
}

function findTarget(written: string, page: Page, index: SiteIndex): ResolvedUrl {
  if (written === '' || written.startsWith('#')) return { url: page.url + written }
  if (/^[a-z][a-z0-9+.-]*:/i.test(written)) return withStaticFile(written, page, index)
  const [, path = '', suffix = ''] = /^([^?#]*)(.*)$/s.exec(written) ?? []
  if (written.startsWith('//') || path === '') return withStaticFile(asBrowser(written, page.url), page, index)
  const place = placeInContent(path, page, index)
  const target = place === undefined ? undefined : contentTarget(place, page, index)
  if (target) return { ...target, url: target.url + suffix }
  const fromBase = path.startsWith('/') && index.canonifyUrls
  const url = fromBase ? asBrowser(`.${written}`, index.baseUrl) : asBrowser(written, page.url)
  const resolved = withStaticFile(url, page, index)
  return resolved.file ? resolved : (fromThemesBase(path, index) ?? resolved)
}

/** Themes with a `<base>` show `images/a.jpg` from the base URL; taken so where nothing else is there and the file is. */
function fromThemesBase(path: string, index: SiteIndex): ResolvedUrl | undefined {
  const below = joinWithin('', decodedPath(path))
  return below !== undefined && index.staticFiles.has(below) ? fromStatic(below, index) : undefined
}

function fromStatic(below: string, index: SiteIndex): ResolvedUrl {
  const file = index.staticFiles.get(below)
  return { url: asBrowser(publishedPath(below, file, index), index.baseUrl), ...(file && { file }) }
}

function asBrowser(href: string, base: string): string {
  return URL.canParse(href, base) ? new URL(href, base).href : base
}

/** Where a path leads if it is taken for one between content files; a leading slash stands for any content folder. */
function placeInContent(path: string, page: Page, index: SiteIndex): string | undefined {
  const decoded = decodedPath(path)
  if (decoded.startsWith('/')) return placeAmong(joinWithin('', decoded), page, index)
  const beside = joinWithin(folderOf(page.place.path), decoded)
  if (index.linksFromContent && (beside === undefined || !index.pages.has(beside))) {
    const below = placeAmong(joinWithin('', decoded), page, index)
    if (below !== undefined && index.pages.has(below)) return below
  }
  if (index.contentDirs.length < 2 || (beside !== undefined && index.contentFiles.has(beside))) return beside
  // Where several folders make up the content, a neighbour may lie in another.
  return placeAmong(joinWithin(page.place.folder, decoded), page, index) ?? beside
}

/** The file of a place among the content, first in the page's own folder. */
function placeAmong(place: string | undefined, page: Page, { contentDirs, contentFiles }: SiteIndex) {
  if (place === undefined) return undefined
  const home = contentDirs.filter(({ dir }) => isWithin(page.place.path, dir))
  const candidates = [...home, ...contentDirs].map((dir) => folderIn(dir, place))
  return candidates.find((file) => file !== undefined && contentFiles.has(file))
}

function contentTarget(place: string, page: Page, index: SiteIndex): ResolvedUrl | undefined {
  const linked = index.pages.get(place)
  if (linked) return { url: linked.url }
  // `../../static/images/a.jpg`: the path by which an editor shows it.
  const staticDir = index.staticDirs.find(({ dir }) => dir !== '' && isWithin(place, dir))
  if (staticDir) return fromStatic(within(staticDir, place), index)
  const file = index.contentFiles.get(place)
  if (!file || /\.(?:md|markdown|mdown)$/i.test(place)) return undefined
  const url = resourceUrl(place, page, index, (below) => publishedPath(below, file, index))
  return url === undefined ? undefined : { url, file }
}

/** A file of a bundle is published below its page's URL; one of a section where it stands. */
function resourceUrl(
  place: string,
  page: Page,
  index: SiteIndex,
  published: (below: string) => string,
): string | undefined {
  const owner = holds(page, place) ? page : [...index.pages.values()].find((other) => holds(other, place))
  if (owner) return asBrowser(published(place.slice(folderOf(owner.place.path).length + 1)), folderUrl(owner.url))
  const dir = index.contentDirs.find((candidate) => isWithin(place, candidate.dir))
  if (!dir) return undefined
  const stands = within(dir, place)
  const isOwn = page.place.bundle && page.place.kind === 'page' && stands.startsWith(`${page.place.folder}/`)
  if (isOwn) return asBrowser(published(stands.slice(page.place.folder.length + 1)), folderUrl(page.url))
  return asBrowser(dir.urlPrefix + published(stands), index.baseUrl)
}

function holds(page: Page, place: string): boolean {
  const folder = folderOf(page.place.path)
  return page.place.bundle && page.place.kind === 'page' && place.startsWith(`${folder}/`)
}

/** `/posts/a.html` keeps its files below `/posts/a/`. */
function folderUrl(url: string): string {
  return `${url.replace(/\.html$|\/$/, '')}/`
}

function publishedPath(path: string, file: string | undefined, { keepsNames }: SiteIndex): string {
  const named = keepsNames && file ? asNamed(path, file.replaceAll('\\', '/')) : path
  return named.split('/').map(encodeURIComponent).join('/')
}

/** The file behind an address of the site itself, by its path: among the static files, or in the page's own bundle. */
function withStaticFile(url: string, page: Page, index: SiteIndex): ResolvedUrl {
  if (!URL.canParse(url)) return { url }
  const { origin, pathname } = new URL(url)
  const base = baseOf(index)
  if (origin !== base.origin) return { url }
  const path = decodedPath(pathname)
  const below = path.startsWith(base.pathname) ? path.slice(base.pathname.length) : path.slice(1)
  const file = index.staticFiles.get(below) ?? index.staticFiles.get(path.slice(1)) ?? bundledFile(path, page, index)
  return file ? { url, file } : { url }
}

const bases = new WeakMap<SiteIndex, URL>()

/** Asked for with each link of a site. */
function baseOf(index: SiteIndex): URL {
  const base = bases.get(index) ?? new URL(index.baseUrl)
  bases.set(index, base)
  return base
}

function bundledFile(path: string, page: Page, index: SiteIndex): string | undefined {
  const home = decodedPath(new URL(folderUrl(page.url)).pathname)
  const place = path.startsWith(home) ? joinWithin(folderOf(page.place.path), path.slice(home.length)) : undefined
  return place !== undefined && holds(page, place) ? index.contentFiles.get(place) : undefined
}
