import { relative, resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import type { Dialect, FileTimes } from '../../posts/dialects/dialect.ts'
import { isWithin } from '../../posts/mounted-dir.ts'
import type { Page } from '../../posts/page.ts'
import { ownFiles } from '../own-files.ts'
import { REDIRECT_FILES, redirectsIn } from '../redirects.ts'
import { posixPath } from '../shown-path.ts'
import { siteFolders, sourceFrom } from '../site-folders.ts'
import { type FoundFile, walkFolder } from '../walk-folder.ts'
import type { BodySource, SiteReader } from './engine.ts'

/** A site whose content is what lies in some folders of it. */
export interface FolderSite {
  /** Absolute folder of the site. */
  root: string
  config: Config
  baseUrl: string
  /** Folders of its content, from the site's. Those that lie in `content.source`, or hold it, are read. */
  contentDirs: string[]
  /** What stands before what lies in a content folder, on the site. */
  prefixOf?(dir: string): string
  staticDirs: string[]
  params?: Readonly<Record<string, unknown>>
  /** Of its settings. */
  problems: Problem[]
  /** Tells by its path from the site's folder what is not looked at. */
  isLeftOut?(path: string): boolean
  pagesDependOn?: unknown[]
  times?(): Promise<(path: string, found: FoundFile) => Promise<FileTimes>>
  dialect(files: ReadonlyMap<string, FoundFile>): Dialect | Promise<Dialect>
  bodies(pages: Page[], files: ReadonlyMap<string, FoundFile>): BodySource
}

export async function readFolderSite(site: FolderSite): Promise<SiteReader> {
  const { root, config } = site
  const source = sourceFrom(root, config)
  const folders = site.contentDirs.flatMap((dir) =>
    isWithin(source, dir) ? [source] : isWithin(dir, source) ? [dir] : [],
  )
  // A folder that is named and is none of them is read all the same: what is in it is wanted.
  const walked = [...new Set(folders.length > 0 ? folders : [source])]
  const files = new Map<string, FoundFile>()
  const problems: Problem[] = []
  for (const folder of walked) {
    const absolute = resolve(root, folder)
    const isLeftOut = (path: string) => site.isLeftOut?.([folder, path].filter(Boolean).join('/')) ?? false
    const walk = await walkFolder(
      absolute,
      config.dir,
      ownFiles(config),
      siteFolders(root, config, [absolute]),
      isLeftOut,
    )
    problems.push(...walk.problems)
    for (const file of walk.files) {
      const path = [folder, file.path].filter(Boolean).join('/')
      files.set(path, { path: posixPath(relative(config.content.source, file.absolute)), absolute: file.absolute })
    }
  }
  const dialect = await site.dialect(files)
  return {
    dialect,
    problems: [...site.problems, ...problems, ...dialect.problems],
    baseUrl: site.baseUrl,
    params: site.params ?? {},
    canonifyUrls: false,
    contentDirs: site.contentDirs.map((dir) => ({ dir, prefix: site.prefixOf?.(dir) ?? '', urlPrefix: '' })),
    staticDirs: site.staticDirs.map((dir) => ({ dir, prefix: '' })),
    staticFiles: [],
    contentFiles: files,
    contentFolders: walked.map((folder) => resolve(root, folder)),
    unread: [],
    pictureFor: () => undefined,
    pagesDependOn: site.pagesDependOn ?? [],
    timesOf: (await site.times?.()) ?? (async () => ({})),
    beyond: async () => ({
      files: new Set(),
      redirects: await redirectsIn(root, REDIRECT_FILES),
      taxonomies: [],
      linksAreRewritten: false,
      // Templates make pages of their own, and nothing tells which.
      pagesAreKnown: false,
    }),
    bodies: async (pages) => site.bodies(pages, files),
    askProgram: async () => [],
  }
}
