import { relative } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { isExcluded, isSpecial } from '../../../posts/dialects/jekyll/entry-filter.ts'
import { isContent, standingOf } from '../../../posts/dialects/jekyll/place.ts'
import type { JekyllSite } from '../../../posts/dialects/jekyll/site-config.ts'
import { isWithin } from '../../../posts/mounted-dir.ts'
import { ownFiles } from '../../own-files.ts'
import { posixPath, shownPath } from '../../shown-path.ts'
import { siteFolders, sourceFrom } from '../../site-folders.ts'
import { type FoundFile, walkFolder } from '../../walk-folder.ts'

export interface WalkedSite {
  /** By path from the site's folder; their own paths are those from `content.source`. */
  content: Map<string, FoundFile>
  /** By path on the site. */
  statics: FoundFile[]
  problems: Problem[]
}

/** Every file of a site's folder that Jekyll would look at: posts, pages, and what it publishes as it is. */
export async function walkSite(root: string, site: JekyllSite, config: Config): Promise<WalkedSite> {
  const isOpen = (path: string) =>
    !isExcluded(path, site.exclude) && !isClosed(path, site) && !isOwnFolder(root, path, config)
  const folders = siteFolders(root, config, [])
  const walk = await walkFolder(root, config.dir, ownFiles(config), folders, (path) => !isOpen(path))
  const source = sourceFrom(root, config)
  const content = new Map<string, FoundFile>()
  const statics: FoundFile[] = []
  const problems = [...walk.problems]
  for (const file of walk.files) {
    const { path, absolute } = file
    if (standingOf(path, site)) {
      if (!isWithin(path, source)) continue
      content.set(path, { path: posixPath(relative(config.content.source, absolute)), absolute })
    } else if (/(?:^|\/)_posts\//.test(path) && isContent(path, site) && !isSpecial(path))
      problems.push(unnamed(shownPath(absolute, config.dir)))
    else if (!path.split('/').some(isSpecial)) statics.push(file)
  }
  return { content, statics, problems }
}

/** Folders whose names begin with a line, but for those that hold content. */
function isClosed(path: string, { collections, collectionsDir, include }: JekyllSite): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!isSpecial(name) || name === '_posts' || name === '_drafts' || include.includes(name)) return false
  const [first = ''] = (
    collectionsDir !== '' && path.startsWith(`${collectionsDir}/`) ? path.slice(collectionsDir.length + 1) : path
  ).split('/')
  return !(name === first && collections.get(first.slice(1))?.output)
}

/** What Broadsheet writes, and what it is told by, is none of the site's. */
function isOwnFolder(root: string, path: string, config: Config): boolean {
  const own = [config.output.dir, `${config.dir}/templates`, config.database.dataDir]
  return own.map((dir) => posixPath(relative(root, dir))).includes(path) || path === 'broadsheet.toml'
}

function unnamed(file: string): Problem {
  const hint = 'Call it 2026-11-30-title.md, by the day of the post, or keep it in _drafts.'
  return warning('jekyll.post-name', 'The post has no date in its name, so that Jekyll passes over it.', { hint, file })
}
