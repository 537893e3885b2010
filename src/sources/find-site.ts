import { existsSync, readdirSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../config/problem.ts'
import { type ContentScope, contentScope } from '../posts/dialects/hugo/content-scope.ts'
import { type BasedSite, baseSite } from '../posts/dialects/hugo/site-base.ts'
import type { HugoSite } from '../posts/dialects/hugo/site-config.ts'
import { isWithin as isPathWithin, type MountedDir } from '../posts/mounted-dir.ts'
import { readHugoSite } from './hugo-site.ts'
import { posixPath, shownPath } from './shown-path.ts'

export interface FoundSite {
  /** Absolute folder of the site: the one with Hugo's configuration, else the one that holds the content folder. */
  root: string
  site: BasedSite
  /** What of its content broadsheet.toml's `source` stands for. */
  scope: ContentScope
  configFile?: string
  /** What its configuration says, as one text. */
  written: string
  problems: Problem[]
}

/** The site to which the content folder belongs. Throws a BroadsheetError where its configuration is broken. */
export async function findSite(config: Config): Promise<FoundSite> {
  const { content, dir } = config
  const above = foldersAbove(content.source, dir)
  for (const root of [...above, ...foldersBeside(content.source, dir, above)]) {
    const found = await readHugoSite(root, dir)
    if (!found || !(above.includes(root) || mounts(found.site, root, config))) continue
    const configFile = shownPath(join(root, found.files[0] ?? ''), dir)
    const { site, problems } = baseSite(found.site, config, configFile)
    return { root, ...around(site, root, config), configFile, written: found.written, problems }
  }
  if (content.dialect === 'auto') refuseOtherEngines(config)
  const root = dirname(content.source)
  const { site, problems } = baseSite(undefined, config)
  return { root, ...around(site, root, config), written: '', problems }
}

/** Files by which other generators know a site. */
const OTHER_ENGINES: [engine: string, file: RegExp][] = [
  ['Jekyll', /^_config\.ya?ml$/],
  ['Eleventy', /^(?:\.eleventy\.c?js|eleventy\.config\.[cm]?[jt]s)$/],
  ['Astro', /^astro\.config\.[cm]?[jt]s$/],
  ['Gatsby', /^gatsby-config\.[cm]?[jt]s$/],
  ['Pelican', /^pelicanconf\.py$/],
]

/** Their posts bear dates and addresses that Hugo would not give them: all links would be wrong. */
function refuseOtherEngines({ content, dir }: Config): void {
  for (const root of foldersAbove(content.source, dir)) {
    const names = existsSync(root) ? readdirSync(root) : []
    for (const [engine, pattern] of OTHER_ENGINES) {
      const name = names.find((each) => pattern.test(each))
      if (name === undefined) continue
      const hint = 'Write dialect = "hugo" in [content] if its posts lie where Hugo would have them.'
      const file = shownPath(join(root, name), dir)
      throw new BroadsheetError(
        failure('source.engine', `This is a site of ${engine}, whose posts cannot be read yet.`, { hint, file }),
      )
    }
  }
}

function around(site: BasedSite, root: string, config: Config): Pick<FoundSite, 'site' | 'scope'> {
  const here = fromRoot(site, root)
  const scope = contentScope(sourceFrom(root, config), here.contentDirs, site.defaultLanguage)
  return { site: { ...here, contentDirs: scope.dirs }, scope }
}

function mounts(site: HugoSite, root: string, config: Config): boolean {
  const { contentDirs } = fromRoot(site, root)
  const source = sourceFrom(root, config)
  return contentDirs.some(({ dir }) => isPathWithin(source, dir) || isPathWithin(dir, source))
}

/** `content.source`, from the site's folder. */
export function sourceFrom(root: string, { content }: Config): string {
  return posixPath(relative(root, content.source))
}

/** Where a picture that is a link may lie: whoever keeps one in `static/` links to it from a bundle. */
export function siteFolders(root: string, config: Config, scope: ContentScope): string[] {
  return [root, config.dir, ...config.content.static, ...scope.walks.map(({ dir }) => resolve(root, dir))]
}

/** Folders that are written as absolute ones, too. */
function fromRoot<Site extends HugoSite>(site: Site, root: string): Site {
  const placed = <Dir extends MountedDir>(each: Dir): Dir => ({
    ...each,
    dir: isAbsolute(each.dir) ? posixPath(relative(root, each.dir)) : each.dir.normalize('NFC'),
  })
  return { ...site, contentDirs: site.contentDirs.map(placed), staticDirs: site.staticDirs.map(placed) }
}

/** The content folder and those above it, up to broadsheet.toml's; where that is elsewhere, up to what they share. */
function foldersAbove(source: string, dir: string): string[] {
  const folders: string[] = []
  for (let folder = source; ; folder = dirname(folder)) {
    if (folder !== dir && isWithin(dir, folder)) return folders
    folders.push(folder)
    if (folder === dir || folder === dirname(folder)) return folders
  }
}

/** Where else a site may be whose content this is, by what it mounts: broadsheet.toml's own folder, and the one that both share. */
function foldersBeside(source: string, dir: string, above: string[]): string[] {
  const shared = dirname(above.at(-1) ?? source)
  return [dir, shared].filter((folder) => !above.includes(folder))
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
