import { isMap } from '../../../config/is-map.ts'
import { asText } from '../../front-matter-fields.ts'

/** Data of one file, or of several merged. Its keys have a case. */
export type Data = Record<string, unknown>

/** In the place of a value that a script would have to be run for. */
export const CODE = Symbol('code')

/** What pages' own data are merged with. */
export interface DataFiles {
  /** Of `_data`, by name. */
  global: Data
  /** By path below the input folder, without its ending: `blog/blog`, `blog/first-post`; of several files the last counts. */
  local: ReadonlyMap<string, Data[]>
  /** The last file of each of these, for problems. */
  named: ReadonlyMap<string, string>
  /** Names below `_data` that only JavaScript gives, with the file. */
  globalCode: ReadonlyMap<string, string>
}

const OVERRIDE = 'override:'

/** Eleventy's deep merge: maps key by key, lists one behind the other, unless the key says `override:`. */
export function merged(one: unknown, other: unknown): unknown {
  if (other === undefined) return one
  if (Array.isArray(one) && Array.isArray(other)) return [...one, ...other]
  if (!isMap(other) || (one !== undefined && one !== null && !isMap(one))) return other
  const all: Data = { ...(isMap(one) ? one : {}) }
  for (const [written, value] of Object.entries(other)) {
    const key = written.startsWith(OVERRIDE) ? written.slice(OVERRIDE.length) : written
    if (key !== '__proto__') all[key] = key === written ? merged(all[key], value) : value
  }
  return all
}

/** Of several, each over those before it. Tags are lists, however they are written. */
export function cascade(levels: readonly Data[]): Data {
  return levels.reduce<Data>((below, level) => merged(below, withTagList(level)) as Data, {})
}

function withTagList(data: Data): Data {
  const keys = ['tags', `${OVERRIDE}tags`].filter((key) => Object.hasOwn(data, key))
  return keys.length === 0 ? data : { ...data, ...Object.fromEntries(keys.map((key) => [key, tagList(data[key])])) }
}

/** A text may name several between commas. */
export function tagList(written: unknown): string[] {
  const all = typeof written === 'string' ? written.split(',') : Array.isArray(written) ? written : []
  return all.map(asText).filter((tag) => tag !== undefined)
}

/** Data for a page from directories above it, outermost first, and from its own data file. @param path below the input folder, without its ending */
export function localData(path: string, inputName: string, { local }: DataFiles): Data[] {
  const parts = path.split('/')
  const folders = parts.slice(0, -1).map((name, i) => [...parts.slice(0, i + 1), name].join('/'))
  const own = folders.at(-1) === path ? [] : [path]
  return [inputName, ...folders, ...own].flatMap((name) => local.get(name) ?? [])
}

export function mapOf(value: unknown): Data {
  return isMap(value) ? value : {}
}
