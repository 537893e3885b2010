import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import { BroadsheetError } from '../../src/config/problem.ts'
import { MissingTool } from '../missing-tool.ts'
import type { Difference } from './compare.ts'
import { describeBodies } from './describe-bodies.ts'
import { describeExamples } from './describe-examples.ts'
import { describeVerdict } from './describe-verdict.ts'
import { figuresOf, isUnexplained, type SiteFigures } from './figures.ts'
import { oracleExamples } from './oracle-examples.ts'
import { oracleSite } from './oracle-site.ts'
import { HugoFailed } from './run-hugo.ts'
import type { BodyFigures } from './site-bodies.ts'

/** `npm run oracle -- [--json] [--examples DIR…] PATH…`: are a Hugo site's posts, and a folder's examples, what Hugo makes of them? Exit 0 yes, 1 a difference, 2 wrong usage. */
const { json, paths, examples, fault } = optionsOf(process.argv.slice(2))
if (fault !== undefined) {
  process.stderr.write(
    `${fault}\nName the folder of a Hugo site: npm run oracle -- [--json] PATH…, or of examples: --examples DIR\n`,
  )
  process.exit(2)
}
const sites: (SiteFigures & { differences: Difference[]; bodies: BodyFigures })[] = []
try {
  for (const path of paths) {
    const verdict = await oracleSite(resolve(path), Temporal.Now.instant())
    const name = basename(resolve(path))
    if (json) {
      const unexplained = verdict.differences.filter(isUnexplained)
      sites.push({ ...figuresOf(name, verdict), differences: unexplained, bodies: verdict.bodies })
    } else process.stdout.write(describeVerdict(name, verdict) + describeBodies(name, verdict.bodies))
    if (verdict.differences.some(isUnexplained) || verdict.bodies.faults.length > 0) process.exitCode = 1
  }
  for (const path of examples) {
    const verdict = await oracleExamples(resolve(path), Temporal.Now.instant())
    process.stdout.write(describeExamples(path, verdict))
    if (verdict.differences.length > 0) process.exitCode = 1
  }
  if (json) process.stdout.write(`${JSON.stringify({ schema: 1, sites }, null, 2)}\n`)
} catch (error) {
  if (![BroadsheetError, HugoFailed, MissingTool].some((expected) => error instanceof expected)) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}

function optionsOf(args: string[]): { json: boolean; paths: string[]; examples: string[]; fault?: string } {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { json: { type: 'boolean', default: false }, examples: { type: 'string', multiple: true, default: [] } },
      allowPositionals: true,
    })
    const { examples } = values
    const isEmpty = positionals.length + examples.length === 0
    return { json: values.json, paths: positionals, examples, ...(isEmpty && { fault: 'There is no folder.' }) }
  } catch (error) {
    return { json: false, paths: [], examples: [], fault: (error as Error).message }
  }
}
