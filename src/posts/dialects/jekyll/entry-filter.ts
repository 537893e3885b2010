import { fnmatch } from './fnmatch.ts'

/** What of a site's folder Jekyll leaves out: its `EntryFilter`. */
export interface EntryFilter {
  exclude: string[]
  include: string[]
}

/** Never a part of the site, whatever `exclude` says (Jekyll 4 adds them to it). */
export const ALWAYS_EXCLUDED = [
  ...['.sass-cache', '.jekyll-cache', 'gemfiles', 'Gemfile', 'Gemfile.lock', 'node_modules'],
  ...['vendor/bundle/', 'vendor/cache/', 'vendor/gems/', 'vendor/ruby/'],
]

/** Whether a file or folder is passed over. @param path below the site's folder */
export function isLeftOut(path: string, { exclude, include }: EntryFilter): boolean {
  const isIncluded = include.some((pattern) => meets(pattern, path) || meets(pattern, nameOf(path)))
  if (isIncluded) return false
  return isSpecial(path) || isExcluded(path, exclude)
}

/** The same where folders such as `_posts` are open: only what is below them counts. */
export function isExcluded(path: string, exclude: string[]): boolean {
  return exclude.some((pattern) => meets(pattern, path))
}

/** `_`, `.` and `#` at the front are Jekyll's own or an editor's; `~` at the end is a copy. */
export function isSpecial(path: string): boolean {
  return /^[_.#]/.test(nameOf(path)) || path.endsWith('~')
}

function meets(written: string, path: string): boolean {
  const pattern = written.replace(/^\.?\//, '')
  return pattern !== '' && (path.startsWith(pattern) || pattern === `${path}/` || fnmatch(pattern, path))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
