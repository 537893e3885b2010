import { isAbsolute, relative, resolve } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { type ContentScope, contentScope } from '../../../posts/dialects/hugo/content-scope.ts'
import type { BasedSite } from '../../../posts/dialects/hugo/site-base.ts'
import type { HugoSite } from '../../../posts/dialects/hugo/site-config.ts'
import { isWithin, type MountedDir } from '../../../posts/mounted-dir.ts'
import { posixPath } from '../../shown-path.ts'
import { sourceFrom } from '../../site-folders.ts'

/** A site with its folders where they are, and what of its content broadsheet.toml's `source` stands for. */
export interface PlacedSite {
  /** Absolute folder of the site. */
  root: string
  site: BasedSite
  scope: ContentScope
  /** Absolute paths of the folders that are walked. */
  folders: string[]
}

export function placedSite(site: BasedSite, root: string, config: Config): PlacedSite {
  const here = fromRoot(site, root)
  const scope = contentScope(sourceFrom(root, config), here.contentDirs, site.defaultLanguage)
  const folders = scope.walks.map(({ dir }) => resolve(root, dir))
  return { root, site: { ...here, contentDirs: scope.dirs }, scope, folders }
}

/** See DetectedSite. */
export function holdsSource(site: HugoSite, root: string, config: Config): boolean {
  const { contentDirs } = fromRoot(site, root)
  const source = sourceFrom(root, config)
  return contentDirs.some(({ dir }) => isWithin(source, dir) || isWithin(dir, source))
}

/** Folders that are written as absolute ones, too. */
function fromRoot<Site extends HugoSite>(site: Site, root: string): Site {
  const placed = <Dir extends MountedDir>(each: Dir): Dir => ({
    ...each,
    dir: isAbsolute(each.dir) ? posixPath(relative(root, each.dir)) : each.dir.normalize('NFC'),
  })
  return { ...site, contentDirs: site.contentDirs.map(placed), staticDirs: site.staticDirs.map(placed) }
}
