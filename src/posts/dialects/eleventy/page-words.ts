import type { Temporal } from 'temporal-polyfill'
import type { Fields } from '../../front-matter-fields.ts'
import { belowFolder, isWithin } from '../../mounted-dir.ts'
import type { Place } from '../dialect.ts'
import { mapOf } from './data-cascade.ts'
import type { BasedEleventySite, EleventySite } from './eleventy-site.ts'

/** `blog/2026-11-30-a.md` below the input folder. */
export function belowInput(path: string, { input }: Pick<EleventySite, 'input'>): string {
  return isWithin(path, input) ? belowFolder(path, input) : path
}

/** A name without its day, wherever that stands in it. */
function undated(name: string): string {
  return /\d{4}-\d{2}-\d{2}-(.*)/.exec(name)?.[1] ?? name
}

/** `page.fileSlug`: the file's name without its day; of `index` its folder's. */
export function fileSlug({ name, folder }: Place): string {
  const own = undated(name)
  return own === 'index' ? undated(folder.split('/').at(-1) ?? '') : own
}

/** `page.filePathStem` */
export function filePathStem({ name, folder }: Place): string {
  return `/${[folder, undated(name)].filter(Boolean).join('/')}`
}

/** What `page` says before a page has its address. */
export function pageWords(place: Place, date?: Temporal.Instant): Record<string, unknown> {
  return {
    fileSlug: fileSlug(place),
    filePathStem: filePathStem(place),
    inputPath: `./${place.path}`,
    outputFileExtension: 'html',
    ...(date && { date }),
  }
}

/** A variable by its dotted name, as a page's templates see it; undefined where no data say it. */
export function dataValue(
  name: string,
  fields: Fields,
  words: Record<string, unknown>,
  { files, globalData }: Pick<BasedEleventySite, 'files' | 'globalData'>,
): unknown {
  const [root = '', ...inner] = name.split('.')
  const global = Object.hasOwn(files.global, root) ? files.global[root] : own(globalData, root)
  const first = root === 'page' ? words : (fields.get(root.toLowerCase()) ?? global)
  return inner.reduce<unknown>((value, key) => own(mapOf(value), key), first)
}

function own(map: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined
}
