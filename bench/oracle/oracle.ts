import { basename, resolve } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { BroadsheetError } from '../../src/config/problem.ts'
import { MissingTool } from '../missing-tool.ts'
import { describeVerdict, isUnexplained } from './describe-verdict.ts'
import { oracleSite } from './oracle-site.ts'
import { HugoFailed } from './run-hugo.ts'

/** `npm run oracle -- PATH…`: are a Hugo site's posts what Hugo makes of them? Exit 0 yes, 1 a difference, 2 wrong usage. */
const paths = process.argv.slice(2)
if (paths.length === 0) {
  process.stderr.write('Name the folder of a Hugo site: npm run oracle -- PATH…\n')
  process.exit(2)
}
try {
  for (const path of paths) {
    const verdict = await oracleSite(resolve(path), Temporal.Now.instant())
    process.stdout.write(describeVerdict(basename(resolve(path)), verdict))
    if (verdict.differences.some(isUnexplained)) process.exitCode = 1
  }
} catch (error) {
  if (![BroadsheetError, HugoFailed, MissingTool].some((expected) => error instanceof expected)) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exitCode = 1
}
