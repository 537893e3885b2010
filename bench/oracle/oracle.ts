import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { BroadsheetError } from '../../src/config/problem.ts'
import { readEleventySite } from '../../src/sources/engines/eleventy/read-config.ts'
import { readHugoSite } from '../../src/sources/engines/hugo/hugo-site.ts'
import { readJekyllSite } from '../../src/sources/engines/jekyll/read-config.ts'
import { MissingTool } from '../missing-tool.ts'
import type { Difference } from './compare.ts'
import { describePages } from './compare-pages.ts'
import { describeBodies } from './describe-bodies.ts'
import { describeExamples } from './describe-examples.ts'
import { describeKnown } from './describe-known.ts'
import { describeVerdict } from './describe-verdict.ts'
import { oracleEleventy } from './eleventy/oracle-eleventy.ts'
import { EleventyFailed } from './eleventy/run-eleventy.ts'
import { figuresOf, type SiteFigures } from './figures.ts'
import { oracleJekyll } from './jekyll/oracle-jekyll.ts'
import { JekyllFailed } from './jekyll/run-jekyll.ts'
import { readKnown } from './known-differences.ts'
import { oracleExamples } from './oracle-examples.ts'
import { oracleSite } from './oracle-site.ts'
import { HugoFailed } from './run-hugo.ts'
import type { BodyFigures } from './site-bodies.ts'

const USAGE = 'npm run oracle -- [--json | --known] PATH…, or of examples: --examples DIR'
/** Beside the oracle, as `npm run` sees it: by the name of a site's folder, what differs there and is no fault. */
const KNOWN = 'bench/oracle/known'

/** Are a Hugo, Jekyll or Eleventy site's posts, and a folder's examples, what the site's own program makes of them? Exit 0 yes, 1 a difference, 2 wrong usage. */
const { json, known, paths, examples, fault } = optionsOf(process.argv.slice(2))
if (fault !== undefined) {
  process.stderr.write(`${fault}\nName the folder of a Hugo, Jekyll or Eleventy site: ${USAGE}\n`)
  process.exit(2)
}
const sites: (SiteFigures & { differences: Difference[]; bodies: BodyFigures })[] = []
try {
  for (const path of paths) {
    const name = basename(resolve(path))
    const other = await otherEngine(resolve(path))
    if (other) {
      const verdict = await other.compare(resolve(path), Temporal.Now.instant())
      process.stdout.write(describePages(name, other.engine, verdict))
      if (verdict.differences.length > 0) process.exitCode = 1
      continue
    }
    const verdict = await oracleSite(resolve(path), Temporal.Now.instant(), await readKnown(`${KNOWN}/${name}.toml`))
    const { differences, stale, bodies } = verdict
    if (json) sites.push({ ...figuresOf(name, verdict), differences, bodies })
    else if (known) process.stdout.write(describeKnown(differences))
    else process.stdout.write(describeVerdict(name, verdict) + describeBodies(name, bodies))
    if (differences.length + stale.length + bodies.faults.length > 0) process.exitCode = 1
  }
  for (const path of examples) {
    const verdict = await oracleExamples(resolve(path), Temporal.Now.instant())
    process.stdout.write(describeExamples(path, verdict))
    if (verdict.differences.length > 0) process.exitCode = 1
  }
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, sites }, null, 2)}\n`)
} catch (error) {
  if (
    ![BroadsheetError, HugoFailed, JekyllFailed, EleventyFailed, MissingTool].some(
      (expected) => error instanceof expected,
    )
  )
    throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}

/** Of a site that is none of Hugo's. */
async function otherEngine(dir: string) {
  if (await readHugoSite(dir).catch(() => undefined)) return undefined
  if (await readJekyllSite(dir)) return { engine: 'jekyll', compare: oracleJekyll }
  return (await readEleventySite(dir)) && { engine: 'eleventy', compare: oracleEleventy }
}

interface OracleOptions {
  json: boolean
  known: boolean
  paths: string[]
  examples: string[]
  fault?: string
}

function optionsOf(args: string[]): OracleOptions {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        known: { type: 'boolean', default: false },
        examples: { type: 'string', multiple: true, default: [] },
      },
      allowPositionals: true,
    })
    const isEmpty = positionals.length + values.examples.length === 0
    return { ...values, paths: positionals, ...(isEmpty && { fault: 'There is no folder.' }) }
  } catch (error) {
    return { json: false, known: false, paths: [], examples: [], fault: (error as Error).message }
  }
}
