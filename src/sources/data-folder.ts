import { isMap } from '../config/is-map.ts'
import { type Problem, warning } from '../config/problem.ts'
import type { ProblemCode } from '../config/problem-codes.ts'
import { DataSyntaxError, readYaml } from '../posts/data-languages.ts'
import { csvRowsOf } from '../subscribers/import/csv-rows.ts'
import { stat } from './read-at-once.ts'
import { readText } from './read-text.ts'
import { shownPath } from './shown-path.ts'
import { walkFolder } from './walk-folder.ts'

/** What is larger is no include, and no list that a post shows. */
const MOST_CHARACTERS = 2_000_000

export interface TextsAround {
  /** Folder from which problems name their files. */
  shownFrom: string
  /** See walkFolder. */
  isOwn?(path: string): boolean
  isLeftOut?(path: string): boolean
}

/** The texts of a folder by their paths below it; none where there is no such folder. */
export async function readTexts(
  dir: string,
  { shownFrom, isOwn, isLeftOut }: TextsAround,
): Promise<{ texts: Map<string, string>; problems: Problem[] }> {
  const texts = new Map<string, string>()
  const isThere = await stat(dir).then(
    () => true,
    () => false,
  )
  if (!isThere) return { texts, problems: [] }
  const { files, problems } = await walkFolder(dir, shownFrom, isOwn, [], isLeftOut)
  for (const { path, absolute } of files) {
    const read = await readText(absolute, shownPath(absolute, shownFrom))
    if ('problem' in read) problems.push(read.problem)
    else if (read.text.length <= MOST_CHARACTERS) texts.set(path, read.text)
  }
  return { texts, problems }
}

export type ReadData = { value: unknown } | { fault: string; line?: number }

/** A file of YAML, JSON, CSV or TSV; undefined where it is none of them. */
export function readData(path: string, text: string): ReadData | undefined {
  if (/\.(?:csv|tsv)$/i.test(path)) return { value: table(text, path.toLowerCase().endsWith('.csv') ? ',' : '\t') }
  if (!/\.(?:ya?ml|json)$/i.test(path)) return undefined
  try {
    return { value: readYaml(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    if (!(error instanceof DataSyntaxError)) throw error
    const [first] = error.faults
    return { fault: first?.message ?? error.message, ...(first?.line && { line: first.line }) }
  }
}

/** A map for each row, by the names of the first. */
function table(text: string, delimiter: string): Record<string, string>[] {
  const [names, ...rows] = csvRowsOf(text.replace(/^\uFEFF/, ''), delimiter).rows
  return rows.map(({ cells }) => Object.fromEntries((names?.cells ?? []).map((name, i) => [name, cells[i] ?? ''])))
}

/** Puts a value where its folders and its name say. */
export function putData(data: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (name === '__proto__') return
  if (rest.length === 0) data[name] = value
  else {
    const found = data[name]
    const inner = isMap(found) ? found : {}
    data[name] = inner
    putData(inner, rest, value)
  }
}

/** What templates print of it is nothing. */
export function brokenData(
  code: ProblemCode,
  file: string,
  { fault, line }: { fault: string; line?: number },
): Problem {
  const hint = 'Nothing is found in it until it is put right.'
  return warning(code, `The data cannot be read: ${fault.replace(/\.$/, '')}.`, {
    hint,
    file,
    ...(line && { line }),
  })
}
