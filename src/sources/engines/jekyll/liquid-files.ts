import { join } from 'node:path'
import type { Config } from '../../../config/config.ts'
import { type Problem, warning } from '../../../config/problem.ts'
import { DataSyntaxError, readYaml } from '../../../posts/data-languages.ts'
import type { LiquidFiles } from '../../../posts/dialects/jekyll/answers.ts'
import { isMap } from '../../../posts/dialects/jekyll/config-values.ts'
import type { JekyllSite } from '../../../posts/dialects/jekyll/site-config.ts'
import { csvRowsOf } from '../../../subscribers/import/csv-rows.ts'
import { ownFiles } from '../../own-files.ts'
import { stat } from '../../read-at-once.ts'
import { readText } from '../../read-text.ts'
import { shownPath } from '../../shown-path.ts'
import { walkFolder } from '../../walk-folder.ts'

/** What is larger is no include, and no list that a post shows. */
const MOST_CHARACTERS = 2_000_000

/** What a site's Liquid may show of its folder: `_includes` and `_data`. */
export async function readLiquidFiles(
  root: string,
  { includesDir, dataDir }: JekyllSite,
  config: Config,
): Promise<{ files: LiquidFiles; problems: Problem[] }> {
  const [includes, written] = [
    await readFolder(join(root, includesDir), config),
    await readFolder(join(root, dataDir), config),
  ]
  const data: Record<string, unknown> = {}
  const problems = [...includes.problems, ...written.problems]
  for (const [path, text] of written.texts) {
    const read = readData(path, text)
    if (read === undefined) continue
    if ('fault' in read) problems.push(broken(shownPath(join(root, dataDir, path), config.dir), read))
    else put(data, path.replace(/\.[^.]+$/, '').split('/'), read.value)
  }
  return { files: { includes: includes.texts, data }, problems }
}

async function readFolder(dir: string, config: Config) {
  const texts = new Map<string, string>()
  const isThere = await stat(dir).then(
    () => true,
    () => false,
  )
  if (!isThere) return { texts, problems: [] }
  const { files, problems } = await walkFolder(dir, config.dir, ownFiles(config))
  for (const { path, absolute } of files) {
    const read = await readText(absolute, shownPath(absolute, config.dir))
    if ('problem' in read) problems.push(read.problem)
    else if (read.text.length <= MOST_CHARACTERS) texts.set(path, read.text)
  }
  return { texts, problems }
}

type ReadData = { value: unknown } | { fault: string; line?: number }

function readData(path: string, text: string): ReadData | undefined {
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

function put(data: Record<string, unknown>, [name = '', ...rest]: string[], value: unknown): void {
  if (name === '__proto__') return
  if (rest.length === 0) data[name] = value
  else {
    const inner = isMap(data[name]) ? data[name] : {}
    data[name] = inner
    put(inner, rest, value)
  }
}

function broken(file: string, { fault, line }: { fault: string; line?: number }): Problem {
  const hint = 'Liquid finds nothing in it until it is put right.'
  return warning('jekyll.data', `The data cannot be read: ${fault.replace(/\.$/, '')}.`, {
    hint,
    file,
    ...(line && { line }),
  })
}
