import { type ConfigMap, mapAt } from './config-maps.ts'
import { mapsAt, textAt, textsAt } from './config-values.ts'
import { mountFilter, type TakesFile } from './mount-filter.ts'

/** A folder whose files Hugo sees as content. */
export interface ContentDir {
  /** Below the site's folder, as configured: `content/he`. */
  dir: string
  /** Where its files stand among the content: '' or `posts`. */
  prefix: string
  /** Absent: the default language, unless the file name says another. */
  languageKey?: string
  /** Absent: it takes every file. */
  takes?: TakesFile
}

/** From `module.mounts`, else the languages' `contentDir`, else the site's. Throws GlobFault. */
export function contentDirsOf(config: ConfigMap, languageKeys: string[], disabled: ReadonlySet<string>): ContentDir[] {
  const mounted = mountsOn(config, 'content')
  // A mount of a language that is off stays known: its folder is none of the other languages'.
  const isOff = ({ languageKey }: ContentDir) => languageKey !== undefined && disabled.has(languageKey)
  if (mounted.length > 0) return mounted.map((mount) => (isOff(mount) ? { ...mount, takes: () => false } : mount))
  const siteDir = cleanPath(textAt(config, 'contentdir') ?? 'content')
  const own = languageKeys.flatMap((languageKey) => {
    const dir = textAt(mapAt(config, 'languages', languageKey), 'contentdir')
    return dir ? [{ dir: cleanPath(dir), prefix: '', languageKey }] : []
  })
  return own.length === languageKeys.length ? own : [...own, { dir: siteDir, prefix: '' }]
}

/** The content folders, or the source itself where it lies in none of them and holds none: posts kept beside Hugo's own. */
export function contentDirsAround(source: string, dirs: ContentDir[]): ContentDir[] {
  const isWithin = (inner: string, outer: string) => outer === '' || inner === outer || inner.startsWith(`${outer}/`)
  const overlapping = dirs.some(({ dir }) => isWithin(source, dir) || isWithin(dir, source))
  return overlapping ? dirs : [{ dir: source, prefix: '' }]
}

/** Folders below the site's whose files are served as they are. */
export function staticDirsOf(config: ConfigMap, languageKeys: string[]): string[] {
  const mounted = mountsOn(config, 'static').filter(({ prefix }) => prefix === '')
  if (mounted.length > 0) return unique(mounted.map(({ dir }) => dir))
  const maps = [config, ...languageKeys.map((key) => mapAt(config, 'languages', key))]
  const dirs = maps.flatMap((map) => STATIC_KEYS.flatMap((key) => textsAt(map, key)))
  return unique((dirs.length > 0 ? dirs : ['static']).map(cleanPath))
}

/** Hugo numbers further static folders `staticDir0` to `staticDir10`. */
const STATIC_KEYS = ['staticdir', ...Array.from({ length: 11 }, (_, number) => `staticdir${number}`)]

function mountsOn(config: ConfigMap, component: 'content' | 'static'): ContentDir[] {
  return mapsAt(config, 'module', 'mounts').flatMap((mount) => {
    const source = textAt(mount, 'source')
    const target = cleanPath(textAt(mount, 'target') ?? '')
    if (!source || (target !== component && !target.startsWith(`${component}/`))) return []
    const languageKey = textsAt(mount, 'sites', 'matrix', 'languages')[0] ?? textAt(mount, 'lang')
    const takes = mountFilter(mount)
    const dir = { dir: cleanPath(source), prefix: target.slice(component.length + 1), ...(takes && { takes }) }
    return [languageKey ? { ...dir, languageKey: languageKey.toLowerCase() } : dir]
  })
}

function cleanPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/+$/, '')
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)]
}
