import { folderIn, isWithin, within } from './mounted-dir.ts'
import type { Page } from './page.ts'
import { folderOf, joinWithin, type SiteBeyond, type SiteIndex } from './site-index.ts'
import { decodedPath } from './url-path.ts'

/**
 * Whether a link that leads to no page and no file that is known leads nowhere. Silence costs less than a false alarm: a link is
 * taken for dead only where those beside it are the site's own, and nothing else of the site may stand there.
 * @param written as the post has it
 * @param url where it leads, as far as that could be told; absolute
 */
export function leadsNowhere(written: string, url: string, page: Page, index: SiteIndex): boolean {
  if (!index.beyond || !URL.canParse(url)) return false
  const known = knownOf(index)
  const { origin, pathname } = new URL(url)
  const path = plain(pathname)
  if (origin !== known.origin || !path.startsWith(`${known.root}/`) || known.paths.has(path)) return false
  const [href = ''] = written.split(/[?#]/)
  const link = { path, below: path.slice(known.root.length + 1), href: decodedPath(href), page }
  if (isElsewhere(link, known, index.beyond) || isContentFor(link, known, index)) return false
  if (MARKDOWN.test(href)) return !HAS_SCHEME.test(href) && isMissingSource(link, known, index)
  if (MADE_BY_ENGINE.test(path)) return false
  if (FILE.test(path)) return parentOf(path) === plain(new URL(page.url).pathname) || known.statics.has(parentOf(path))
  return index.beyond.pagesAreKnown && (known.folders.get(parentOf(path)) ?? 0) >= SIBLINGS
}

/** Formats in which a site publishes its lists and pages besides HTML, and what its themes make. */
const MADE_BY_ENGINE = /\.(?:xml|json|txt|rss|atom|opml|ics|csv|webmanifest|css|js|map|amp)$/
/** Pages of a list, and what other engines call their feeds. */
const MADE_LISTS = new Set(['page', 'feed', 'rss', 'atom'])
const MARKDOWN = /\.(?:md|markdown|mdown)$/i
const HAS_SCHEME = /^[a-z][a-z0-9+.-]*:/i
const FILE = /\.[a-z0-9]{1,8}$/
/** So many pages stand in a folder whose other pages are known, too. */
const SIBLINGS = 2

interface Link {
  /** As addresses are compared here: see `plain`. */
  path: string
  /** The same below the site's root. */
  below: string
  /** As written, decoded, without query and fragment. */
  href: string
  page: Page
}

interface Known {
  origin: string
  root: string
  /** Of pages and static files, of the folders above them, of aliases, and where content files stand. */
  paths: ReadonlySet<string>
  /** How many pages each folder holds; none for the root, where much else stands that is not of the site. */
  folders: ReadonlyMap<string, number>
  /** Folders of static files. */
  statics: ReadonlySet<string>
  /** Last parts of the paths of pages. */
  names: ReadonlySet<string>
  /** Folders of content files, below the site's folder. */
  sources: ReadonlySet<string>
}

const knownOfSites = new WeakMap<SiteIndex, Known>()

function knownOf(index: SiteIndex): Known {
  const known = knownOfSites.get(index) ?? findKnown(index)
  knownOfSites.set(index, known)
  return known
}

function findKnown(index: SiteIndex): Known {
  const { origin, pathname } = new URL(index.baseUrl)
  const root = plain(pathname)
  const paths = new Set([root])
  const folders = new Map<string, number>()
  const add = (path: string) => {
    for (let each = path; each.length > root.length && !paths.has(each); each = parentOf(each)) paths.add(each)
  }
  for (const { url, post } of index.pages.values()) {
    const path = plain(new URL(url).pathname)
    const folder = parentOf(path)
    if (folder !== root) folders.set(folder, (folders.get(folder) ?? 0) + 1)
    add(path)
    for (const alias of post?.aliases ?? []) add(root + plain(alias))
  }
  const names = new Set([...paths].map(nameOf))
  for (const file of [...index.staticFiles.keys(), ...(index.beyond?.files ?? [])]) add(plain(`${root}/${file}`))
  for (const file of index.contentFiles.keys()) {
    const place = belowContent(file, index)
    if (place !== undefined) add(plain(`${root}/${place.replace(CONTENT_ENDING, '')}`))
  }
  const statics = new Set([...index.staticFiles.keys()].map((file) => plain(`${root}/${folderOf(file)}`)))
  statics.delete(root)
  return {
    origin,
    root,
    paths,
    folders,
    statics,
    names,
    sources: new Set([...index.contentFiles.keys()].map(folderOf)),
  }
}

/** `…/a.de.md`, `…/_index.md` */
const CONTENT_ENDING = /(?:\/_?index)?(?:\.[\w-]{2,7})?\.[a-z]+$/i

/** What the site has beyond its pages and static files. */
function isElsewhere({ path, below }: Link, { root, names }: Known, beyond: SiteBeyond): boolean {
  if (below.split('/').some((part) => MADE_LISTS.has(part) || beyond.taxonomies.includes(part))) return true
  const isRedirected = beyond.redirects.some((from) =>
    from.endsWith('*') ? path.startsWith(root + from.slice(0, -1)) : path === root + plain(from),
  )
  return isRedirected || (beyond.linksAreRewritten && names.has(nameOf(path.replace(MARKDOWN, ''))))
}

/** A theme may take a relative link for one between content files. */
function isContentFor({ href, page }: Link, { root, paths }: Known, index: SiteIndex): boolean {
  const place = joinWithin(folderOf(page.place.path), href)
  const below = place === undefined ? undefined : belowContent(place, index)
  return below !== undefined && paths.has(plain(`${root}/${below}`))
}

/** `other.md`, where the folder that it names holds other content. */
function isMissingSource({ href, page }: Link, { sources }: Known, index: SiteIndex): boolean {
  const isRooted = href.startsWith('/')
  const beside = isRooted ? undefined : joinWithin(folderOf(page.place.path), href)
  const among = joinWithin(isRooted ? '' : page.place.folder, href)
  const places = [beside, ...index.contentDirs.map((dir) => among && folderIn(dir, among))].flatMap(
    (file) => file ?? [],
  )
  return places.some((place) => sources.has(folderOf(place))) && !places.some((place) => index.contentFiles.has(place))
}

/** Where a content file would be on the site if it had no address of its own. */
function belowContent(path: string, { contentDirs }: SiteIndex): string | undefined {
  const dir = contentDirs.find((each) => isWithin(path, each.dir))
  return dir && dir.urlPrefix + within(dir, path)
}

/** Decoded, in lower case, without what servers add or leave out: `/index.html`, `.html`, a slash at the end. */
function plain(pathname: string): string {
  return decodedPath(pathname)
    .toLowerCase()
    .replace(/\/{2,}/g, '/')
    .replace(/(?:\/index)?\.html?$/, '')
    .replace(/\/$/, '')
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
