import { posix } from 'node:path'
import type { MountedDir } from '../../mounted-dir.ts'
import { type ConfigMap, mapAt } from './config-maps.ts'
import { mapsAt, textAt, textsAt } from './config-values.ts'
import { mountFilter, type TakesFile } from './mount-filter.ts'

/** A folder, or one file, that Hugo sees as content; absolute where it is written so. */
export interface ContentDir extends MountedDir {
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

/** Folders whose files are served as they are, and where on the site. */
export function staticDirsOf(config: ConfigMap, languageKeys: string[]): MountedDir[] {
  const mounted = mountsOn(config, 'static')
  if (mounted.length > 0) return mounted.map(({ dir, prefix }) => ({ dir, prefix }))
  const maps = [config, ...languageKeys.map((key) => mapAt(config, 'languages', key))]
  const dirs = maps.flatMap((map) => STATIC_KEYS.flatMap((key) => textsAt(map, key)))
  const unique = new Set((dirs.length > 0 ? dirs : ['static']).map(cleanPath))
  return [...unique].map((dir) => ({ dir, prefix: '' }))
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
  const clean = posix.normalize(path.replaceAll('\\', '/')).replace(/\/+$/, '')
  return clean === '.' ? '' : clean
}
