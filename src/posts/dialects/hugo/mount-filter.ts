import { type ConfigMap, valueAt } from './config-maps.ts'
import { textsAt } from './config-values.ts'
import { compileGlob, type Glob } from './go-glob.ts'

/** Whether a mount takes a file, by its path below the mount's folder. */
export type TakesFile = (path: string) => boolean

/**
 * A mount's `includeFiles` and `excludeFiles`, or `files` with `!` before what is left out (Hugo 0.153 on). As in Hugo, what is included
 * is not excluded, and each folder above a file has to be taken, too. Undefined where it takes all; throws GlobFault.
 */
export function mountFilter(mount: ConfigMap): TakesFile | undefined {
  const files = textsAt(mount, 'files')
  const isNot = (pattern: string) => /^!/.test(pattern)
  const filters = [
    filterOf(textsAt(mount, 'includefiles'), textsAt(mount, 'excludefiles'), isThere(mount, 'includefiles')),
    filterOf(
      files.filter((pattern) => !isNot(pattern)),
      [],
      false,
    ),
    filterOf(
      [],
      files.filter(isNot).map((pattern) => pattern.replace(/^!\s*/, '')),
      false,
    ),
  ].filter((filter) => filter !== undefined)
  return filters.length > 0 ? (path) => filters.every((takes) => takes(path)) : undefined
}

/** A list of empty texts is a list, and nothing is on it. */
function isThere(mount: ConfigMap, key: string): boolean {
  const value = valueAt(mount, key)
  return Array.isArray(value) && value.length > 0
}

function filterOf(include: string[], exclude: string[], isLimited: boolean): TakesFile | undefined {
  if (include.length === 0 && exclude.length === 0 && !isLimited) return undefined
  const included = include.map(rooted).map(compileGlob)
  const above = include.flatMap((pattern) => foldersAbove(rooted(pattern))).map(compileGlob)
  const excluded = exclude.map(rooted).map(compileGlob)
  const matches = (globs: Glob[], path: string) => globs.some((glob) => glob.matches(path))
  const takesAll = include.length === 0 && !isLimited
  const takes = (path: string, isFolder: boolean) =>
    matches(included, path) || (isFolder && matches(above, path)) || (!matches(excluded, path) && takesAll)
  const folders = new Map<string, boolean>()
  const takesFolder = (path: string): boolean => {
    const known = folders.get(path)
    if (known !== undefined) return known
    const taken = (path === '/' || takesFolder(parentOf(path))) && takes(path, true)
    folders.set(path, taken)
    return taken
  }
  return (path) => takesFolder(parentOf(rooted(path))) && takes(rooted(path), false)
}

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/'
}

/** Folders on the way to what a pattern includes: Hugo takes a pattern apart at its slashes, braces or not. */
function foldersAbove(pattern: string): string[] {
  const parts = pattern.split('/').slice(1, -1)
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`).filter(isGlob)]
}

function isGlob(pattern: string): boolean {
  try {
    return Boolean(compileGlob(pattern))
  } catch {
    return false
  }
}
