import { relative, resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import type { Problem } from '../../config/problem.ts'
import type { Dialect, FileTimes } from '../../posts/dialects/dialect.ts'
import { isWithin, type MountedDir } from '../../posts/mounted-dir.ts'
import type { Page } from '../../posts/page.ts'
import { isPictureFile } from '../../posts/picture-names.ts'
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
  /** See SiteIndex; absent: no. */
  canonifyUrls?: boolean
  /** Folders of its content, from the site's. Those that lie in `content.source`, or hold it, are read. */
  contentDirs: string[]
  /** What stands before what lies in a content folder, on the site. */
  prefixOf?(dir: string): string
  staticDirs: string[]
  /** Folders of the site in which pictures may lie besides, and nothing else that is looked for. */
  pictureDirs?: string[]
  /** Static folders that stand elsewhere on the site than at its top. */
  mountedDirs?: MountedDir[]
  params?: Readonly<Record<string, unknown>>
  /** Of its settings. */
  problems: Problem[]
  /** Tells by its path from the site's folder what is not looked at. */
  isLeftOut?(path: string): boolean
  pagesDependOn?: unknown[]
  times?(): Promise<(path: string, found: FoundFile) => Promise<FileTimes>>
  dialect(files: ReadonlyMap<string, FoundFile>): Dialect | Promise<Dialect>
  bodies(pages: Page[], files: ReadonlyMap<string, FoundFile>): BodySource | Promise<BodySource>
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
  for (const [path, file] of await picturesIn(site)) if (!files.has(path)) files.set(path, file)
  const dialect = await site.dialect(files)
  return {
    dialect,
    problems: [...site.problems, ...problems, ...dialect.problems],
    baseUrl: site.baseUrl,
    params: site.params ?? {},
    canonifyUrls: site.canonifyUrls ?? false,
    contentDirs: [...site.contentDirs, ...(site.pictureDirs ?? [])].map((dir) => ({
      dir,
      prefix: site.prefixOf?.(dir) ?? '',
      urlPrefix: '',
    })),
    staticDirs: [...site.staticDirs.map((dir) => ({ dir, prefix: '' })), ...(site.mountedDirs ?? [])],
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

/** What is wrong with such a folder is the site's own business. */
async function picturesIn({ root, config, pictureDirs = [], isLeftOut }: FolderSite): Promise<[string, FoundFile][]> {
  const walks = pictureDirs.map(async (dir) => {
    const leftOut = (path: string) => isLeftOut?.(`${dir}/${path}`) ?? false
    const { files } = await walkFolder(resolve(root, dir), config.dir, ownFiles(config), [], leftOut)
    return files.flatMap(({ path, absolute }): [string, FoundFile][] =>
      isPictureFile(path)
        ? [[`${dir}/${path}`, { path: posixPath(relative(config.content.source, absolute)), absolute }]]
        : [],
    )
  })
  return (await Promise.all(walks)).flat()
}
