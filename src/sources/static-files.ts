import { relative, resolve } from 'node:path'
import type { Config } from '../config/config.ts'
import type { MountedDir } from '../posts/mounted-dir.ts'
import type { SiteReader } from './engines/engine.ts'
import { ownFiles } from './own-files.ts'
import { stat } from './read-at-once.ts'
import { posixPath } from './shown-path.ts'
import { siteFolders } from './site-folders.ts'
import { below, type FoundFile, walkFolder } from './walk-folder.ts'

/** A site's static folders, and the files in them by their paths on the site. A folder that is not there holds nothing. */
export async function staticFiles(
  root: string,
  {
    staticDirs,
    staticFiles: scattered,
    contentFolders,
  }: Pick<SiteReader, 'staticDirs' | 'staticFiles' | 'contentFolders'>,
  config: Config,
): Promise<{ dirs: MountedDir[]; files: FoundFile[] }> {
  const dirs = allStaticDirs(root, staticDirs, config)
  const isOwn = ownFiles(config)
  const around = siteFolders(root, config, contentFolders)
  const walks = await Promise.all(
    dirs.map(async ({ dir, prefix }) => {
      const folder = resolve(root, dir)
      const isFolder = await stat(folder).then(
        (found) => found.isDirectory(),
        (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
      )
      if (!isFolder) return []
      const { files } = await walkFolder(folder, config.dir, isOwn, around)
      return prefix === '' ? files : files.map((file) => ({ ...file, path: below(prefix, file.path) }))
    }),
  )
  return { dirs, files: [...walks.flat(), ...scattered] }
}

/** broadsheet.toml's come before the site's own. */
function allStaticDirs(root: string, ofSite: MountedDir[], config: Config): MountedDir[] {
  const own = config.content.static.map((folder) => ({ dir: posixPath(relative(root, folder)), prefix: '' }))
  const isOwn = (dir: string) => own.some((each) => each.dir === dir)
  return [...own, ...ofSite.filter(({ dir, prefix }) => prefix !== '' || !isOwn(dir))]
}
