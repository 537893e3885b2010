import { createHash } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { type Problem, warning } from '../config/problem.ts'
import { dropConflicting } from '../posts/conflicting-posts.ts'
import type { WrittenCover } from '../posts/cover.ts'
import type { Place } from '../posts/dialects/dialect.ts'
import { groupNotNews, type NotNewsGroup } from '../posts/not-news.ts'
import { plainMap } from '../posts/plain-data.ts'
import type { Post } from '../posts/post.ts'
import type { ReadPage } from '../posts/read-post.ts'
import { resolveUrl } from '../posts/resolve-url.ts'
import { folderOf, type SiteIndex } from '../posts/site-index.ts'
import type { SiteSource } from '../posts/site-source.ts'
import { webUrl } from '../posts/web-url.ts'
import { BodyReader } from './body-reader.ts'
import { builtMedia } from './built-media.ts'
import { CachedEntries } from './cached-entries.ts'
import { NO_CACHE } from './cached-texts.ts'
import type { SiteReader } from './engines/engine.ts'
import { findSite } from './find-site.ts'
import { readPages } from './read-pages.ts'
import type { RenderPool } from './render-pool.ts'
import { keepsNames, shownPath } from './shown-path.ts'
import { staticFiles } from './static-files.ts'
import { takeBodies } from './take-bodies.ts'

/** A site, what feeds say of its posts, and what its engine's own program says of them. */
export type OpenedSite = SiteSource & {
  renderedEntries: CachedEntries
  askProgram(): Promise<Problem[]>
}

/**
 * Reads a site's posts from its content folder, without their bodies. What cannot be read is a problem, and the rest goes on;
 * only a broken configuration of the site, or a part of its content that is not there, stops it (BroadsheetError).
 * @param cache what earlier runs made of the same files; it changes how long this takes, and nothing else
 * @param pool others who render entries of the same site; the same holds
 */
export async function openSite(
  config: Config,
  now: Temporal.Instant,
  cache = NO_CACHE,
  pool?: RenderPool,
): Promise<OpenedSite> {
  const { root, site: detected } = await findSite(config)
  const site = await detected.open(config)
  const { dialect, contentFiles, timesOf } = site
  const media = await builtMedia(config)
  const statics = await staticFiles(root, { ...site, staticFiles: [...site.staticFiles, ...media] }, config)
  const settings = keyOf(root, config.dir, config.site, config.content, detected.written)
  const newsletters = config.newsletters.map(({ id }) => id)
  const settingsKey = keyOf(settings, newsletters, ...site.pagesDependOn)
  const toRead = {
    dir: config.dir,
    dialect,
    places: contentFiles,
    timesOf,
    kept: cache.pages,
    settingsKey,
    newsletters,
  }
  const read = await readPages(toRead, now)
  const index = await indexOf(site, read, statics)
  const hashes = new Map(read.flatMap(({ page, hash }) => (page?.post && hash ? [[page.post.path, hash]] : [])))
  const covers = read.flatMap((result) => setCover(result, index, site))
  const conflicting = dropConflicting(read.flatMap(({ page }) => page?.post ?? []))
  const pages = [...index.pages.values()]
  const source = await site.bodies(pages)
  const given = await takeBodies({ config, root, site, pages, cache, now })
  const bodies = new BodyReader({ index, dialect, source, given, hashes })
  const keys = { settings, index: indexKey(index, source.answersKey) }
  const posts = newestFirst(conflicting.posts)
  return {
    posts,
    notNews: notNewsOf(read, site, config.dir),
    problems: [
      site.problems,
      read.flatMap((result) => result.problems),
      covers,
      source.problems,
      given?.problems ?? [],
      conflicting.problems,
    ].flat(),
    params: plainMap(Object.entries(site.params), MOST_PARAMS),
    body: (post) => bodies.read(post),
    render: (text) => bodies.render(text),
    hashesUnder: (post, titles) => bodies.hashesUnder(post, titles),
    renderedEntries: new CachedEntries({ bodies, hashes, keys, origin: new URL(site.baseUrl).origin }, cache, pool),
    askProgram: () => site.askProgram(posts, now),
  }
}

/** A theme's menus and translations are among them. */
const MOST_PARAMS = { values: 2_000, characters: 50_000 }

/** One text for all that is given. */
function keyOf(...values: unknown[]): string {
  const hash = createHash('sha256')
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`)
  return hash.digest('hex')
}

/** Of all that a post may ask for: what a link may point at, and what else its engine answers. */
function indexKey(index: SiteIndex, answersKey: string): string {
  const { pages, contentFiles, staticFiles, beyond } = index
  const places = [...pages].map(([path, { url, place, post }]) => [
    path,
    url,
    place.logicalPath,
    place.languageKey,
    ...(post?.aliases ?? []),
  ])
  // Lists as wholes: of ten thousand pages, each line for itself took three times as long.
  return keyOf(places, [...contentFiles], [...staticFiles], answersKey, beyond, [...(beyond?.files ?? [])])
}

async function indexOf(
  site: SiteReader,
  read: ReadPage[],
  statics: Awaited<ReturnType<typeof staticFiles>>,
): Promise<SiteIndex> {
  const { baseUrl, canonifyUrls, contentDirs, contentFiles } = site
  const pages = read.flatMap(({ page }) => page ?? [])
  return {
    baseUrl,
    canonifyUrls,
    ...(site.linksFromContent && { linksFromContent: true }),
    keepsNames,
    contentDirs,
    pages: new Map(pages.map((page) => [page.place.path, page])),
    contentFiles: new Map([...contentFiles].map(([path, { absolute }]) => [path, absolute])),
    staticDirs: statics.dirs,
    // The first of two with one path wins.
    staticFiles: new Map(statics.files.toReversed().map(({ path, absolute }) => [path, absolute])),
    beyond: await site.beyond(read),
  }
}

function notNewsOf(read: ReadPage[], { contentFiles, unread }: SiteReader, dir: string): NotNewsGroup[] {
  const nameOf = (path: string) => shownPath(contentFiles.get(path)?.absolute ?? path, dir)
  const pages = read.flatMap(({ page }) =>
    page?.notNews ? [{ why: page.notNews, file: nameOf(page.place.path) }] : [],
  )
  return groupNotNews([...pages, ...unread.map(({ path, why }) => ({ why, file: nameOf(path) }))])
}

/** A cover is loaded by readers' programs, as the pictures of a body are: what is none of the web is no cover. */
function setCover({ page, cover: written }: ReadPage, index: SiteIndex, site: SiteReader): Problem[] {
  const cover = written ?? (page && ownPicture(page.place, site))
  if (!page?.post || !cover) return []
  const picture = resolveUrl(cover.href, page, index)
  if (webUrl(picture.url)) {
    page.post.cover = { ...picture, ...(cover.alt && { alt: cover.alt }) }
    return []
  }
  const hint = 'Name a file of the site, or an address that begins with https://; until then the post has no cover.'
  const shown = cover.href.length > MOST_SHOWN ? `${cover.href.slice(0, MOST_SHOWN)}…` : cover.href
  return [warning('post.cover', `The cover "${shown}" is no picture on the web.`, { hint, file: page.post.file })]
}

const MOST_SHOWN = 100

function ownPicture(place: Place, site: SiteReader): WrittenCover | undefined {
  const picture = site.pictureFor(place)
  return picture === undefined
    ? undefined
    : { href: encodeURIComponent(picture.slice(folderOf(place.path).length + 1)) }
}

/** By path where they appeared at the same moment. */
function newestFirst(posts: Post[]): Post[] {
  // Asked for once a post: of ten thousands, comparing instants took a sixth of a build that has nothing to do.
  const timed = posts.map((post) => ({ post, at: post.publishedAt.instant.epochNanoseconds }))
  timed.sort((a, b) => (a.at === b.at ? (a.post.path < b.post.path ? -1 : 1) : a.at < b.at ? 1 : -1))
  return timed.map(({ post }) => post)
}
