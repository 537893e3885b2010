import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Config } from '../config/config.ts'
import { BroadsheetError, failure, type Problem } from '../config/problem.ts'
import { contentDirsAround } from '../posts/dialects/hugo/mounts.ts'
import { type BasedSite, baseSite } from '../posts/dialects/hugo/site-base.ts'
import { readHugoSite } from './hugo-site.ts'
import { posixPath, shownPath } from './shown-path.ts'

export interface FoundSite {
  /** Absolute folder of the site: the one with Hugo's configuration, else the one that holds the content folder. */
  root: string
  site: BasedSite
  configFile?: string
  /** What its configuration says, as one text. */
  written: string
  problems: Problem[]
}

/** The site to which the content folder belongs. Throws a BroadsheetError where its configuration is broken. */
export async function findSite(config: Config): Promise<FoundSite> {
  for (const root of foldersAbove(config.content.source, config.dir)) {
    const found = await readHugoSite(root, config.dir)
    if (!found) continue
    const configFile = shownPath(join(root, found.files[0] ?? ''), config.dir)
    const { site, problems } = baseSite(found.site, config, configFile)
    return { root, site: around(site, root, config), configFile, written: found.written, problems }
  }
  if (config.content.dialect === 'auto') refuseOtherEngines(config)
  const root = dirname(config.content.source)
  const { site, problems } = baseSite(undefined, config)
  return { root, site: around(site, root, config), written: '', problems }
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

function around(site: BasedSite, root: string, config: Config): BasedSite {
  const source = posixPath(relative(root, config.content.source))
  return { ...site, contentDirs: contentDirsAround(source, site.contentDirs) }
}

/** The folders above the content folder, the nearest first, up to broadsheet.toml's; where that is elsewhere, up to what they share. */
function foldersAbove(source: string, dir: string): string[] {
  const folders: string[] = []
  for (let folder = dirname(source); ; folder = dirname(folder)) {
    if (folder !== dir && isWithin(dir, folder)) return folders
    folders.push(folder)
    if (folder === dir || folder === dirname(folder)) return folders
  }
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
