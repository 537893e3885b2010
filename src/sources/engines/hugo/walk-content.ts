import { basename, join, relative, resolve } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { mapBounded } from '../../../config/map-bounded.ts'
import { BroadsheetError, type Problem, warning } from '../../../config/problem.ts'
import { isPublished } from '../../../posts/dialects/hugo/ignored-files.ts'
import { homes, isSectionFile } from '../../../posts/dialects/hugo/place.ts'
import { belowFolder, isWithin } from '../../../posts/mounted-dir.ts'
import { describeFile } from '../../media-file.ts'
import { ownFiles } from '../../own-files.ts'
import { readEntries, readNames, stat } from '../../read-at-once.ts'
import { keepsNames, posixPath, shownPath } from '../../shown-path.ts'
import { siteFolders, sourceFrom } from '../../site-folders.ts'
import { cannotRead, type FoundFile, type Walk, walkFolder } from '../../walk-folder.ts'
import type { PlacedSite } from './placed-site.ts'

export interface WalkedContent {
  places: Map<string, FoundFile>
  /** Files of HTML that are no pages: Hugo publishes what begins with a tag as it is. */
  plainHtml: Set<string>
  /** Those of the paths that the file system does not have in NFC, as it has them; see keepsNames. */
  named: Map<string, string>
  problems: Problem[]
}

/**
 * The content files of a site that may be published, by their paths from the site's folder; their own are those from `content.source`.
 * Throws a BroadsheetError where one of several folders cannot be read: what was in it would be gone at once.
 */
export async function walkContent(found: PlacedSite, config: Config): Promise<WalkedContent> {
  const { root, site, scope } = found
  const walks: Walk[] = []
  for (const walk of scope.walks) walks.push(await walkOne(walk, found, config))
  const sections = await Promise.all(scope.above.map((dir) => sectionFiles(resolve(root, dir))))
  const homeOf = homes(scope.dirs)
  const places = new Map<string, FoundFile>()
  const named = new Map<string, string>()
  for (const absolute of [...walks.flatMap(({ files }) => files.map((file) => file.absolute)), ...sections.flat()]) {
    const path = posixPath(relative(root, absolute))
    const dir = homeOf(path)?.dir
    const below = dir === undefined || dir === path ? basename(path) : belowFolder(path, dir)
    if (!isPublished(below, absolute, site.ignoredFiles)) continue
    places.set(path, { path: posixPath(relative(config.content.source, absolute)), absolute })
    if (keepsNames && path !== relative(root, absolute)) named.set(path, relative(root, absolute))
  }
  return {
    places: new Map([...places].sort(byPath)),
    plainHtml: await plainHtmlOf(places),
    named,
    problems: walks.flatMap(({ problems }) => problems),
  }
}

async function walkOne(
  { dir, isNeeded }: PlacedSite['scope']['walks'][number],
  { root, scope, folders }: PlacedSite,
  config: Config,
): Promise<Walk> {
  const absolute = resolve(root, dir)
  const kind = await kindOf(absolute)
  if (kind === 'file') return { files: [{ path: '', absolute }], problems: [] }
  const isAlone = scope.walks.length === 1
  if (kind === 'folder' || isAlone)
    return walkFolder(absolute, config.dir, ownFiles(config), siteFolders(root, config, folders))
  const shown = shownPath(absolute, config.dir)
  // Hugo passes over a mount that is not there. One beside the site may be a disk or a clone that is not there now.
  const isOptional = dir !== sourceFrom(root, config) && isWithin(dir, '')
  if (kind.code !== 'ENOENT' || (isNeeded && !isOptional))
    throw new BroadsheetError(cannotRead(shown, kind, IS_MOUNTED))
  return { files: [], problems: isNeeded ? [notThere(shown)] : [] }
}

/** Front matter, and a page that begins with words, begin with another sign. */
const BEGINS_WITH_TAG = /^[\s\uFEFF]*(?:<|$)/
const HEAD_BYTES = 4096

async function plainHtmlOf(places: Map<string, FoundFile>): Promise<Set<string>> {
  const pages = [...places].filter(([path]) => /\.html?$/i.test(path))
  const plain = await mapBounded(pages, READERS, async ([path, { absolute }]) => {
    const head = (await describeFile(absolute, HEAD_BYTES))?.head ?? []
    return BEGINS_WITH_TAG.test(Buffer.from(head).toString('utf8')) ? [path] : []
  })
  return new Set(plain.flat())
}

/** Files read at once. */
const READERS = 16

async function kindOf(path: string): Promise<'file' | 'folder' | (Error & { code?: string })> {
  try {
    if ((await stat(path)).isFile()) return 'file'
    await readNames(path)
    return 'folder'
  } catch (error) {
    return error as Error
  }
}

const IS_MOUNTED = 'It is a part of the content: put it back, or take its mount away; until then nothing is changed.'

function notThere(file: string): Problem {
  return warning('source.unreadable', 'A folder of the content is not there.', {
    hint: 'Hugo passes over it, too: put it back, or take it out of the configuration.',
    file,
  })
}

/** Section pages of one folder alone. */
async function sectionFiles(dir: string): Promise<string[]> {
  const entries = await readEntries(dir).catch(() => [])
  return entries.flatMap((entry) => (entry.isFile() && isSectionFile(entry.name) ? [join(dir, entry.name)] : []))
}

function byPath([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1
}
