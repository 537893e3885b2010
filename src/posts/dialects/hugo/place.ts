import { asNamed } from '../../as-named.ts'
import { belowFolder, isWithin, within } from '../../mounted-dir.ts'
import type { Place } from '../dialect.ts'
import type { ContentDir } from './mounts.ts'
import type { HugoSite } from './site-config.ts'

/** The content files of a site, as Hugo sees them together: which are pages, and which only belong to one. */
export interface ContentTree {
  /** Undefined for what Hugo makes no page of. */
  place(path: string): Place | undefined
  /** Names of the sections above a page, outermost first; a nested folder is one only if it has an `_index.md`. */
  sectionsAbove(place: Place): string[]
}

/**
 * @param paths all files that may be content, from the site's folder, with forward slashes, in NFC
 * @param plainHtml those of them that are HTML without front matter, which Hugo publishes as they are
 * @param named those that the file system does not have in NFC, as it has them
 */
export function contentTree(
  site: HugoSite,
  paths: string[],
  plainHtml: ReadonlySet<string> = new Set(),
  named: ReadonlyMap<string, string> = new Map(),
): ContentTree {
  const homeOf = homes(site.contentDirs)
  const split = (path: string) => (plainHtml.has(path) ? undefined : splitPath(path, site, homeOf(path)))
  const byPath = new Map(paths.map((path) => [path, split(path)]))
  const shadowed = shadowedPaths(paths, site, homeOf)
  const files = [...byPath.values()].filter((file) => file !== undefined && !shadowed.has(file.path)) as SplitPath[]
  const bundles = new Set(files.filter(({ name, folder }) => name === 'index' && folder !== '').map(bundleKey))
  const sections = new Set(files.filter(({ name }) => name === '_index').map(({ folder }) => folder))
  return {
    place(path) {
      const file = byPath.get(path) ?? split(path)
      return file && !shadowed.has(path) && !belongsToBundle(file, bundles) ? placeOf(file, named.get(path)) : undefined
    },
    sectionsAbove({ logicalPath }) {
      const folders = logicalPath.split('/').slice(0, -1)
      while (folders.length > 1 && !sections.has(folders.join('/'))) folders.pop()
      return folders
    },
  }
}

/** The content folder that a file is in: the deepest that takes it, so that `content/he` in `content` is Hebrew's. */
export function homes(dirs: ContentDir[]): (path: string) => ContentDir | undefined {
  const deepestFirst = dirs.toSorted((a, b) => b.dir.length - a.dir.length)
  return (path) =>
    deepestFirst.find(({ dir, takes }) => isWithin(path, dir) && (takes?.(belowFolder(path, dir)) ?? true))
}

/** Of files that two mounts put into one place, all but the first mount's. */
function shadowedPaths(paths: string[], site: HugoSite, homeOf: ReturnType<typeof homes>): Set<string> {
  const shadowed = new Set<string>()
  if (site.contentDirs.length < 2) return shadowed
  const rank = new Map(site.contentDirs.map((dir, index) => [dir, index]))
  const first = new Map<string, { path: string; rank: number }>()
  for (const path of paths) {
    const home = homeOf(path)
    if (!home) continue
    const key = `${home.languageKey ?? site.defaultLanguage}:${within(home, path)}`
    const found = { path, rank: rank.get(home) ?? 0 }
    const other = first.get(key)
    if (other) shadowed.add(other.rank <= found.rank ? path : other.path)
    if (!other || found.rank < other.rank) first.set(key, found)
  }
  return shadowed
}

interface SplitPath {
  path: string
  /** Language of the content folder it is in. */
  home: string
  folder: string
  name: string
  languageKey: string
}

const PAGE = /\.(?:md|markdown|mdown|html?)$/i

/** Whether a file speaks for its folder: `_index.md`, `_index.he.md`. */
export function isSectionFile(path: string): boolean {
  return PAGE.test(path) && (path.split('/').at(-1) ?? '').startsWith('_index.')
}

function splitPath(path: string, site: HugoSite, home: ContentDir | undefined): SplitPath | undefined {
  if (!PAGE.test(path) || !home) return undefined
  const parts = within(home, path).split('/')
  const stem = (parts.pop() ?? '').replace(PAGE, '')
  const suffix = /\.([^.]+)$/.exec(stem)?.[1]?.toLowerCase()
  if (suffix !== undefined && site.disabledLanguages.has(suffix)) return undefined
  const inName = site.languages.find(({ key }) => key === suffix)?.key
  const homeKey = home.languageKey ?? site.defaultLanguage
  return {
    path,
    home: homeKey,
    folder: parts.join('/'),
    name: inName ? stem.slice(0, -inName.length - 1) : stem,
    languageKey: inName ?? homeKey,
  }
}

function bundleKey({ home, folder }: { home: string; folder: string }): string {
  return `${home}:${folder}`
}

/** Whether a leaf bundle holds the file as one of its resources: all but its own index. */
function belongsToBundle(file: SplitPath, bundles: Set<string>): boolean {
  if (bundles.size === 0) return false
  const folders = file.folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
  const bundle = folders.find((folder) => bundles.has(bundleKey({ home: file.home, folder })))
  return bundle !== undefined && !(file.name === 'index' && file.folder === bundle)
}

function placeOf({ path, folder, name, languageKey }: SplitPath, named?: string): Place {
  const isIndex = name === 'index' || name === '_index'
  const logicalPath = isIndex ? folder : [folder, name].filter(Boolean).join('/')
  const kind = name === '_index' ? 'section' : 'page'
  const [section = '', ...rest] = logicalPath.split('/')
  const asWritten = named === undefined ? logicalPath : namedPath(logicalPath, named, isIndex)
  return {
    path,
    folder,
    name,
    logicalPath,
    ...(asWritten !== logicalPath && { named: asWritten }),
    kind,
    bundle: isIndex,
    section: rest.length > 0 ? section : '',
    languageKey,
  }
}

/** A file's name may go on with its language and has an ending. */
function namedPath(logicalPath: string, named: string, isIndex: boolean): string {
  const [file = '', ...above] = named.split('/').toReversed()
  const folders = above.toReversed()
  if (isIndex) return asNamed(logicalPath, folders.join('/'))
  const name = logicalPath.split('/').at(-1) ?? ''
  const stem = stemsOf(file).find((candidate) => candidate.normalize('NFC') === name) ?? name
  return asNamed(logicalPath, [...folders, stem].join('/'))
}

/** `a.he.md` → `a.he`, `a`. */
function stemsOf(file: string): string[] {
  const stem = file.replace(PAGE, '')
  return [stem, stem.replace(/\.[^.]+$/, '')]
}

/** A page's own name, as URLs have it: a bundle's is its folder's. */
export function baseNameOf({ logicalPath, named = logicalPath }: Place): string {
  return named.split('/').at(-1) ?? ''
}

/** Names of folders above a page, as URLs have them. */
export function foldersNamed(folders: string[], { named }: Place): string[] {
  const parts = named?.split('/') ?? []
  return folders.map((folder, i) => parts[i] ?? folder)
}

/** As URLs and settings have it. */
export function sectionNamed(place: Place): string {
  return place.section === '' ? '' : (foldersNamed([place.section], place)[0] ?? '')
}
