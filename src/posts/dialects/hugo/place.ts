import type { Place } from '../dialect.ts'
import type { HugoSite } from './site-config.ts'

/** The content files of a site, as Hugo sees them together: which are pages, and which only belong to one. */
export interface ContentTree {
  /** Undefined for what Hugo makes no page of. */
  place(path: string): Place | undefined
  /** Names of the sections above a page, outermost first; a nested folder is one only if it has an `_index.md`. */
  sectionsAbove(place: Place): string[]
}

/** @param paths all files below the site's folder that may be content, with forward slashes, in NFC */
export function contentTree(site: HugoSite, paths: string[]): ContentTree {
  // The deepest first.
  const homes = site.contentDirs.toSorted((a, b) => b.dir.length - a.dir.length)
  const split = (path: string) => splitPath(path, site, homes)
  const byPath = new Map(paths.map((path) => [path, split(path)]))
  const files = [...byPath.values()].filter((file) => file !== undefined)
  const bundles = new Set(files.filter(({ name, folder }) => name === 'index' && folder !== '').map(bundleKey))
  const sections = new Set(files.filter(({ name }) => name === '_index').map(({ folder }) => folder))
  return {
    place(path) {
      const file = byPath.get(path) ?? split(path)
      return file && !belongsToBundle(file, bundles) ? placeOf(file) : undefined
    },
    sectionsAbove({ logicalPath }) {
      const folders = logicalPath.split('/').slice(0, -1)
      while (folders.length > 1 && !sections.has(folders.join('/'))) folders.pop()
      return folders
    },
  }
}

interface SplitPath {
  path: string
  /** The content folder it is in. */
  contentDir: string
  folder: string
  name: string
  languageKey: string
}

const PAGE = /\.(?:md|markdown|mdown)$/i

/** Whether a file speaks for its folder: `_index.md`, `_index.he.md`. */
export function isSectionFile(path: string): boolean {
  return PAGE.test(path) && (path.split('/').at(-1) ?? '').startsWith('_index.')
}

function splitPath(path: string, site: HugoSite, homes: HugoSite['contentDirs']): SplitPath | undefined {
  if (!PAGE.test(path)) return undefined
  // The deepest content folder that holds it, so that `content/he` in `content` is Hebrew's.
  const below = (dir: string) => path.slice(dir === '' ? 0 : dir.length + 1)
  const isIn = (dir: string) => dir === '' || path.startsWith(`${dir}/`)
  const home = homes.find(({ dir, takes }) => isIn(dir) && (takes?.(below(dir)) ?? true))
  if (!home) return undefined
  const parts = [home.prefix, below(home.dir)].filter(Boolean).join('/').split('/')
  const stem = (parts.pop() ?? '').replace(PAGE, '')
  const suffix = /\.([^.]+)$/.exec(stem)?.[1]?.toLowerCase()
  if (suffix !== undefined && site.disabledLanguages.has(suffix)) return undefined
  const inName = site.languages.find(({ key }) => key === suffix)?.key
  return {
    path,
    contentDir: home.dir,
    folder: parts.join('/'),
    name: inName ? stem.slice(0, -inName.length - 1) : stem,
    languageKey: inName ?? home.languageKey ?? site.defaultLanguage,
  }
}

function bundleKey({ contentDir, folder }: { contentDir: string; folder: string }): string {
  return `${contentDir}:${folder}`
}

/** Whether a leaf bundle holds the file as one of its resources: all but its own index. */
function belongsToBundle(file: SplitPath, bundles: Set<string>): boolean {
  if (bundles.size === 0) return false
  const folders = file.folder.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'))
  const bundle = folders.find((folder) => bundles.has(bundleKey({ contentDir: file.contentDir, folder })))
  return bundle !== undefined && !(file.name === 'index' && file.folder === bundle)
}

function placeOf({ path, folder, name, languageKey }: SplitPath): Place {
  const isIndex = name === 'index' || name === '_index'
  const logicalPath = isIndex ? folder : [folder, name].filter(Boolean).join('/')
  const kind = name === '_index' ? 'section' : 'page'
  const [section = '', ...rest] = logicalPath.split('/')
  return {
    path,
    folder,
    name,
    logicalPath,
    kind,
    bundle: isIndex,
    section: rest.length > 0 ? section : '',
    languageKey,
  }
}

/** A page's own name among its neighbours: a bundle's is its folder's. */
export function baseNameOf({ logicalPath }: Place): string {
  return logicalPath.split('/').at(-1) ?? ''
}
