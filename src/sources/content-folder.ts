import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { type Problem, warning } from '../config/problem.ts'
import { bundlePictures } from '../posts/bundle-picture.ts'
import { dropConflicting } from '../posts/conflicting-posts.ts'
import type { WrittenCover } from '../posts/cover.ts'
import type { Place } from '../posts/dialects/dialect.ts'
import { hugoDialect } from '../posts/dialects/hugo/hugo-dialect.ts'
import { languageNamed } from '../posts/dialects/hugo/languages.ts'
import type { BasedSite } from '../posts/dialects/hugo/site-base.ts'
import type { MountedDir } from '../posts/mounted-dir.ts'
import { groupNotNews, type NotNews, type NotNewsGroup } from '../posts/not-news.ts'
import type { Post } from '../posts/post.ts'
import type { ReadPage } from '../posts/read-post.ts'
import { resolveUrl } from '../posts/resolve-url.ts'
import { folderOf, type SiteIndex } from '../posts/site-index.ts'
import type { SiteSource } from '../posts/site-source.ts'
import { webUrl } from '../posts/web-url.ts'
import { BodyReader } from './body-reader.ts'
import { CachedEntries } from './cached-entries.ts'
import { NO_CACHE } from './cached-texts.ts'
import { fileTimes } from './file-times.ts'
import { type FoundSite, findSite, siteFolders } from './find-site.ts'
import { ownFiles } from './own-files.ts'
import { readPages } from './read-pages.ts'
import type { RenderPool } from './render-pool.ts'
import { readSectionFields } from './section-fields.ts'
import { keepsNames, posixPath, shownPath } from './shown-path.ts'
import { siteBeyond } from './site-beyond.ts'
import { readShortcodes } from './template-files.ts'
import { walkContent } from './walk-content.ts'
import { below, type FoundFile, walkFolder } from './walk-folder.ts'

/** A site, where it was found, and what feeds say of its posts. */
export type OpenedSite = SiteSource & { found: FoundSite; renderedEntries: CachedEntries }

/**
 * Reads a site's posts from its content folder, without their bodies. What cannot be read is a problem, and the rest goes on;
 * only a broken Hugo configuration stops it (BroadsheetError).
 * @param cache what earlier runs made of the same files; it changes how long this takes, and nothing else
 * @param pool others who render entries of the same site; the same holds
 */
export async function openSite(
  config: Config,
  now: Temporal.Instant,
  cache = NO_CACHE,
  pool?: RenderPool,
): Promise<OpenedSite> {
  const found = await findSite(config)
  const { root, site, scope, configFile, written, problems } = found
  const { places, plainHtml, named, problems: ofContent } = await walkContent(found, config)
  const statics = staticDirs(found, config)
  const staticFiles = await walkStatic(statics, found, config)
  const sectionFields = await readSectionFields(places)
  const dialect = hugoDialect(site, [...places.keys()], {
    sectionFields,
    plainHtml,
    named,
    ...(configFile && { file: configFile }),
  })
  const timesOf = await fileTimes(
    root,
    site.dateKeys,
    scope.walks.map(({ dir }) => dir),
  )
  const settings = keyOf(root, config.dir, config.site, config.content, written)
  const settingsKey = keyOf(settings, ...[...sectionFields].map(([path, fields]) => [path, [...fields]]))
  const read = await readPages({ dir: config.dir, dialect, places, timesOf, kept: cache.pages, settingsKey }, now)
  const beyond = await siteBeyond(root, {
    taxonomies: site.languages.flatMap(({ taxonomies }) => Object.values(taxonomies).flat()),
    pagesAreKnown: arePagesKnown(read, places, site),
    written,
  })
  const index: SiteIndex = {
    ...indexOf(site, read, places, { files: staticFiles, dirs: statics }),
    beyond,
  }
  const hashes = new Map(read.flatMap(({ page, hash }) => (page?.post && hash ? [[page.post.path, hash]] : [])))
  const pictures = bundlePictures(places.keys())
  const covers = read.flatMap((result) => setCover(result, index, pictures))
  const conflicting = dropConflicting(read.flatMap(({ page }) => page?.post ?? []))
  const { texts: templates, problems: ofTemplates } = await readShortcodes(config)
  const bodies = new BodyReader({ index, site, dialect, templates, hashes })
  const keys = { settings, index: indexKey(index, templates), templates: keyOf(...templates) }
  return {
    found,
    posts: newestFirst(conflicting.posts),
    notNews: notNewsOf(read, places, config.dir),
    problems: [
      problems,
      ofContent,
      dialect.problems,
      read.flatMap((result) => result.problems),
      covers,
      ofTemplates,
      conflicting.problems,
    ].flat(),
    body: (post) => bodies.read(post),
    hashesUnder: (post, titles) => bodies.hashesUnder(post, titles),
    renderedEntries: new CachedEntries({ bodies, hashes, keys, origin: new URL(site.baseUrl).origin }, cache, pool),
  }
}

/** One text for all that is given. */
function keyOf(...values: unknown[]): string {
  const hash = createHash('sha256')
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`)
  return hash.digest('hex')
}

/** Of all that a post may ask for: what a link may point at, and the templates of shortcodes. */
function indexKey(index: SiteIndex, templates: Map<string, string>): string {
  const { pages, contentFiles, staticFiles, beyond } = index
  const places = [...pages].map(([path, { url, place, post }]) => [
    path,
    url,
    place.logicalPath,
    place.languageKey,
    ...(post?.aliases ?? []),
  ])
  // Lists as wholes: of ten thousand pages, each line for itself took three times as long.
  return keyOf(places, [...contentFiles], [...staticFiles], [...templates], beyond, [...(beyond?.files ?? [])])
}

/** broadsheet.toml's come before Hugo's. */
function staticDirs({ root, site }: FoundSite, config: Config): MountedDir[] {
  const own = config.content.static.map((folder) => ({ dir: posixPath(relative(root, folder)), prefix: '' }))
  const isOwn = (dir: string) => own.some((each) => each.dir === dir)
  return [...own, ...site.staticDirs.filter(({ dir, prefix }) => prefix !== '' || !isOwn(dir))]
}

/** The files of the static folders, by their paths on the site. A folder that is not there holds nothing. */
async function walkStatic(dirs: MountedDir[], { root, scope }: FoundSite, config: Config): Promise<FoundFile[]> {
  const walks = await Promise.all(
    dirs.map(async ({ dir, prefix }) => {
      const folder = resolve(root, dir)
      const isFolder = await stat(folder).then(
        (found) => found.isDirectory(),
        (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
      )
      if (!isFolder) return []
      const { files } = await walkFolder(folder, config.dir, ownFiles(config), siteFolders(root, config, scope))
      return prefix === '' ? files : files.map((file) => ({ ...file, path: below(prefix, file.path) }))
    }),
  )
  return walks.flat()
}

function indexOf(
  site: BasedSite,
  read: ReadPage[],
  places: Map<string, FoundFile>,
  statics: { files: FoundFile[]; dirs: MountedDir[] },
): SiteIndex {
  const pages = read.flatMap(({ page }) => page ?? [])
  return {
    baseUrl: site.baseUrl,
    canonifyUrls: site.canonifyUrls,
    keepsNames,
    contentDirs: site.contentDirs.map(({ dir, prefix, languageKey }) => {
      const language = languageNamed(languageKey ?? site.defaultLanguage, site.languages)
      return { dir, prefix, urlPrefix: language.prefix }
    }),
    pages: new Map(pages.map((page) => [page.place.path, page])),
    contentFiles: new Map([...places].map(([path, { absolute }]) => [path, absolute])),
    staticDirs: statics.dirs,
    // The first of two with one path wins.
    staticFiles: new Map(statics.files.toReversed().map(({ path, absolute }) => [path, absolute])),
  }
}

/** Not where a page cannot be read, or only Hugo reads it and its address follows a pattern. */
function arePagesKnown(read: ReadPage[], places: Map<string, FoundFile>, site: BasedSite): boolean {
  if (read.some(({ page, problems }) => !page && problems.length > 0)) return false
  const hasPatterns = Object.keys(site.permalinks).length > 0 || site.permalinkRules.length > 0
  return ![...places.keys()].some((path) => path.endsWith('/_content.gotmpl') || (hasPatterns && UNREAD.test(path)))
}

/** Formats for which Hugo needs programs of their own, and what makes pages of data. */
const UNREAD = /\.(?:org|adoc|asciidoc|ad|rst|pandoc|pdc)$/i

function notNewsOf(read: ReadPage[], places: Map<string, FoundFile>, dir: string): NotNewsGroup[] {
  const nameOf = (path: string) => shownPath(places.get(path)?.absolute ?? path, dir)
  const pages = read.flatMap(({ page }) =>
    page?.notNews ? [{ why: page.notNews, file: nameOf(page.place.path) }] : [],
  )
  const others = [...places.keys()].flatMap((path): { why: NotNews; file: string }[] => {
    if (UNREAD.test(path)) return [{ why: 'format', file: nameOf(path) }]
    return path.endsWith('/_content.gotmpl') ? [{ why: 'gotmpl', file: nameOf(path) }] : []
  })
  return groupNotNews([...pages, ...others])
}

/** A cover is loaded by readers' programs, as the pictures of a body are: what is none of the web is no cover. */
function setCover({ page, cover: written }: ReadPage, index: SiteIndex, pictures: Map<string, string>): Problem[] {
  const cover = written ?? (page?.place.bundle ? bundleCover(page.place, pictures) : undefined)
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

function bundleCover({ path }: Place, pictures: Map<string, string>): WrittenCover | undefined {
  const folder = folderOf(path)
  const picture = pictures.get(folder)
  return picture === undefined ? undefined : { href: encodeURIComponent(picture.slice(folder.length + 1)) }
}

/** By path where they appeared at the same moment. */
function newestFirst(posts: Post[]): Post[] {
  // Asked for once a post: of ten thousands, comparing instants took a sixth of a build that has nothing to do.
  const timed = posts.map((post) => ({ post, at: post.publishedAt.instant.epochNanoseconds }))
  timed.sort((a, b) => (a.at === b.at ? (a.post.path < b.post.path ? -1 : 1) : a.at < b.at ? 1 : -1))
  return timed.map(({ post }) => post)
}
