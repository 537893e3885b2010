import { isMap } from '../../../config/is-map.ts'
import { type Fields, fieldsOf } from '../../front-matter-fields.ts'
import { mapOf } from './config-values.ts'
import { fnmatch } from './fnmatch.ts'
import type { Standing } from './place.ts'

/** One of `defaults`: values for the pages below a path, of a type. */
export interface FrontMatterDefault {
  path: string
  type?: string
  values: Fields
}

export function defaultsOf(written: unknown): FrontMatterDefault[] {
  if (!Array.isArray(written)) return []
  return written.filter(isMap).flatMap((each): FrontMatterDefault[] => {
    if (!isMap(each.values)) return []
    const { path, type } = mapOf(each.scope)
    const under = typeof path === 'string' ? path.replace(/^\.?\//, '').replace(/\/$/, '') : ''
    return [
      { path: under, ...(typeof type === 'string' && { type: TYPES[type] ?? type }), values: fieldsOf(each.values) },
    ]
  })
}

/** As older sites have them. */
const TYPES: Record<string, string> = { page: 'pages', post: 'posts', draft: 'drafts' }

/** What the site gives a page: of two that give the same, the one whose path is longer, or that names a type, counts. */
export function defaultsFor(
  { kind, collection, path }: Standing,
  all: FrontMatterDefault[],
  collectionsDir: string,
): Fields {
  const type = kind === 'draft' ? 'drafts' : kind === 'page' ? 'pages' : collection
  const met = all.filter((each) => (each.type ?? type) === type && isBelow(path, underOf(each.path, collectionsDir)))
  const given = new Map<string, unknown>()
  let last: FrontMatterDefault | undefined
  for (const each of met) {
    const wins = !last || precedes(each, last)
    for (const [key, value] of each.values) if (wins || !given.has(key)) given.set(key, value)
    if (wins) last = each
  }
  return given
}

function precedes(one: FrontMatterDefault, other: FrontMatterDefault): boolean {
  if (one.path.length !== other.path.length) return one.path.length > other.path.length
  return one.type !== undefined || other.type === undefined
}

function underOf(path: string, collectionsDir: string): string {
  return collectionsDir !== '' && path.startsWith(`${collectionsDir}/`) ? path.slice(collectionsDir.length + 1) : path
}

/** Jekyll takes a path for what the page's own begins with; one with a star for a glob, of a file or of a folder above it. */
function isBelow(path: string, scope: string): boolean {
  if (!scope.includes('*')) return path.startsWith(scope)
  const parts = path.split('/')
  return parts.some((_, i) => globs(scope.split('/'), parts.slice(0, i + 1)))
}

/** `**` stands for any folders, none too; of several the last is tried again. */
function globs(pattern: string[], parts: string[]): boolean {
  let [at, from, deep, deepFrom] = [0, 0, -1, 0]
  while (from < parts.length) {
    const sign = pattern[at]
    if (sign === '**') {
      deep = at
      deepFrom = from
      at += 1
    } else if (sign !== undefined && fnmatch(sign, parts[from] ?? '')) {
      at += 1
      from += 1
    } else if (deep >= 0) {
      at = deep + 1
      deepFrom += 1
      from = deepFrom
    } else return false
  }
  return pattern.slice(at).every((part) => part === '**')
}
