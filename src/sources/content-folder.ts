import { stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import type { Dialect } from '../posts/dialects/dialect.ts'
import { hugoDialect } from '../posts/dialects/hugo/hugo-dialect.ts'
import type { BasedSite } from '../posts/dialects/hugo/site-base.ts'
import type { Post } from '../posts/post.ts'
import { type ReadPage, readPost } from '../posts/read-post.ts'
import { resolveUrl } from '../posts/resolve-url.ts'
import { dropRivals } from '../posts/rival-posts.ts'
import type { SiteIndex } from '../posts/site-index.ts'
import type { SiteSource } from '../posts/site-source.ts'
import { bodyReader } from './body-reader.ts'
import { fileTimes } from './file-times.ts'
import { findSite } from './find-site.ts'
import { mapBounded } from './map-bounded.ts'
import { readText } from './read-text.ts'
import { readSectionFields } from './section-fields.ts'
import { posixPath, shownPath } from './shown-path.ts'
import { readShortcodes } from './template-files.ts'
import { type FoundFile, type Walk, walkFolder } from './walk-folder.ts'

/** Files read at once: enough to keep a disk busy, few enough that their texts take no memory to speak of. */
const READERS = 16

/**
 * Reads a site's posts from its content folder, without their bodies. What cannot be read is a problem, and the rest goes on;
 * only a broken Hugo configuration stops it (BroadsheetError).
 */
export async function openSite(config: Config, now: Temporal.Instant): Promise<SiteSource> {
  const { root, site, configFile, problems } = await findSite(config)
  const content = await walkFolder(config.content.source, config.dir)
  // broadsheet.toml's come before Hugo's.
  const staticFolders = [...new Set([...config.content.static, ...site.staticDirs.map((dir) => join(root, dir))])]
  const statics = await walkStatic(staticFolders, config)
  const places = new Map(content.files.map((file) => [posixPath(relative(root, file.absolute)), file]))
  const sectionFields = await readSectionFields(places)
  const dialect = hugoDialect(site, [...places.keys()], { sectionFields, ...(configFile && { file: configFile }) })
  const timesOf = await fileTimes(root, site.dateKeys)
  const read = await readPages({ config, dialect, places, timesOf }, now)
  const index = indexOf(site, read, places, {
    files: statics.files,
    dirs: staticFolders.map((folder) => posixPath(relative(root, folder))),
  })
  const rivals = dropRivals(read.map((result) => postWithCover(result, index)).filter((post) => post !== undefined))
  return {
    posts: rivals.posts.toSorted(newestFirst),
    problems: [
      problems,
      content.problems,
      dialect.problems,
      read.flatMap((result) => result.problems),
      rivals.problems,
    ].flat(),
    body: bodyReader(index, site, dialect, await readShortcodes(config)),
  }
}

/** The files of the static folders. A folder that is not there holds nothing. */
async function walkStatic(folders: string[], config: Config): Promise<Walk> {
  const walks = await Promise.all(
    folders.map(async (folder) => {
      const isThere = await stat(folder).then(Boolean, (error: NodeJS.ErrnoException) => error.code !== 'ENOENT')
      return isThere ? walkFolder(folder, config.dir) : { files: [], problems: [] }
    }),
  )
  return { files: walks.flatMap((walk) => walk.files), problems: walks.flatMap((walk) => walk.problems) }
}

interface Pages {
  config: Config
  dialect: Dialect
  places: Map<string, FoundFile>
  timesOf: Awaited<ReturnType<typeof fileTimes>>
}

async function readPages({ config, dialect, places, timesOf }: Pages, now: Temporal.Instant): Promise<ReadPage[]> {
  const pages = [...places].flatMap(([path, found]) => {
    const place = dialect.place(path)
    return place ? [{ place, found }] : []
  })
  return mapBounded(pages, READERS, async ({ place, found }) => {
    const file = shownPath(found.absolute, config.dir)
    const result = await readText(found.absolute, file)
    if ('problem' in result) return { problems: [result.problem] }
    const times = await timesOf(place.path, found)
    return readPost({ source: result.text, place, path: found.path, file, times }, dialect, now)
  })
}

function indexOf(
  site: BasedSite,
  read: ReadPage[],
  places: Map<string, FoundFile>,
  statics: { files: FoundFile[]; dirs: string[] },
): SiteIndex {
  const pages = read.flatMap(({ page }) => page ?? [])
  return {
    baseUrl: site.baseUrl,
    canonifyUrls: site.canonifyUrls,
    contentDirs: site.contentDirs.map(({ dir }) => dir),
    pages: new Map(pages.map((page) => [page.place.path, page])),
    contentFiles: new Map([...places].map(([path, { absolute }]) => [path, absolute])),
    staticDirs: statics.dirs,
    // The first of two with one path wins.
    staticFiles: new Map(statics.files.toReversed().map(({ path, absolute }) => [path, absolute])),
  }
}

function postWithCover({ page, cover }: ReadPage, index: SiteIndex): Post | undefined {
  if (!page?.post || !cover) return page?.post
  const picture = { ...resolveUrl(cover.href, page, index), ...(cover.alt && { alt: cover.alt }) }
  page.post.cover = picture
  return page.post
}

function newestFirst(a: Post, b: Post): number {
  return Temporal.Instant.compare(b.publishedAt.instant, a.publishedAt.instant) || (a.path < b.path ? -1 : 1)
}
