import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { isMap } from '../../../config/is-map.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { CODE, type Data, type DataFiles } from '../../../posts/dialects/eleventy/data-cascade.ts'
import type { EleventySite } from '../../../posts/dialects/eleventy/eleventy-site.ts'
import { belowInput } from '../../../posts/dialects/eleventy/page-words.ts'
import { PlainScript } from '../../../posts/plain-script.ts'
import { brokenData, putData, readData, readTexts, type TextsAround } from '../../data-folder.ts'
import { shownPath } from '../../shown-path.ts'

/** In the order in which one counts over another: https://www.11ty.dev/docs/data-template-dir/ */
const ENDINGS = [
  '.yaml',
  '.yml',
  '.json',
  '.11tydata.yaml',
  '.11tydata.yml',
  '.11tydata.json',
  '.11tydata.mjs',
  '.11tydata.cjs',
  '.11tydata.js',
]
const SCRIPT = /\.[cm]?js$/

type ReadFile = { value: unknown; code: string[] } | { isCode: true } | { fault: string; line?: number }

/** The data of a site: what lies in its folder of data. */
export async function readGlobalData(
  root: string,
  site: EleventySite,
  around: TextsAround,
): Promise<{ global: Data; globalCode: Map<string, string>; problems: Problem[] }> {
  const dir = join(root, site.data)
  const { texts, problems } = await readTexts(dir, { ...around, isLeftOut: (path) => path === 'node_modules' })
  const global: Data = {}
  const globalCode = new Map<string, string>()
  for (const [path, text] of texts) {
    const shown = shownPath(join(dir, path), around.shownFrom)
    const read = dataIn(path, text)
    const names = path.replace(/(?:\.11tydata)?\.[^.]+$/, '').split('/')
    if (!read) continue
    if ('fault' in read) problems.push(brokenData('eleventy.data', shown, read))
    else if ('isCode' in read) globalCode.set(names[0] ?? '', shown)
    else putData(global, names, read.value)
  }
  return { global, globalCode, problems }
}

/** Data files of folders and pages, among the files that lie in the input folder. */
export async function readLocalData(
  root: string,
  site: EleventySite,
  files: Iterable<string>,
  config: Config,
): Promise<Pick<DataFiles, 'local' | 'named'> & { problems: Problem[] }> {
  const local = new Map<string, Data[]>()
  const named = new Map<string, string>()
  const problems: Problem[] = []
  for (const { path, name } of dataFiles(files, site)) {
    const absolute = join(root, path)
    const text = await readFile(absolute, 'utf8').catch(() => undefined)
    const read = text === undefined ? undefined : dataIn(path, text)
    const shown = shownPath(absolute, config.dir)
    if (!read) continue
    if ('fault' in read) problems.push(brokenData('eleventy.data', shown, read))
    else if ('isCode' in read) problems.push(isCode(shown, ['all of it']))
    else if (isMap(read.value)) {
      local.set(name, [...(local.get(name) ?? []), withCode(read.value, read.code)])
      named.set(name, shown)
      const told = read.code.filter((key) => TOLD.has(key))
      if (told.length > 0) problems.push(isCode(shown, told))
    }
  }
  return { local, named, problems }
}

/** Of each folder and page, in the order in which they count. */
function dataFiles(files: Iterable<string>, site: EleventySite): { path: string; name: string }[] {
  const found = [...files].flatMap((path) => {
    const rank = ENDINGS.findLastIndex((ending) => path.endsWith(ending))
    return rank < 0 ? [] : [{ path, rank, name: belowInput(path, site).slice(0, -(ENDINGS[rank]?.length ?? 0)) }]
  })
  return found.sort((a, b) => a.rank - b.rank)
}

/** In the place of what is code, the sign for it, where the engine itself reads the key. */
function withCode(value: Data, code: string[]): Data {
  const own = code.filter((key) => !key.includes('.') && key !== '…').map((key) => [key, CODE] as const)
  const computed = code.flatMap((key) =>
    key.startsWith('eleventyComputed.') ? [[key.split('.')[1] ?? '', CODE] as const] : [],
  )
  const given = isMap(value.eleventyComputed) ? value.eleventyComputed : {}
  return {
    ...value,
    ...Object.fromEntries(own),
    ...(computed.length > 0 && { eleventyComputed: { ...given, ...Object.fromEntries(computed) } }),
  }
}

/** Without these, a post would have another date, title or list; of a permalink a problem of its own speaks. */
const TOLD = new Set([
  'date',
  'title',
  'tags',
  'draft',
  'eleventyExcludeFromCollections',
  'eleventyComputed.title',
  '…',
])

function dataIn(path: string, text: string): ReadFile | undefined {
  if (SCRIPT.test(path)) return new PlainScript(text).exported() ?? { isCode: true }
  const read = readData(path, text)
  return read && ('value' in read ? { value: read.value, code: [] } : read)
}

function isCode(file: string, names: string[]): Problem {
  const what = names.map((name) => (name === '…' ? 'what it takes from elsewhere' : name)).join(', ')
  return warning('eleventy.code', `Of this file, ${what} is JavaScript, which is not run.`, {
    hint: 'Write what posts need of it as plain values, or into a file of JSON or YAML beside it.',
    file,
  })
}
