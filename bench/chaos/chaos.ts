import { randomInt } from 'node:crypto'
import { MissingTool } from '../missing-tool.ts'
import { describeVerdict, jsonVerdict, lastLine } from './describe-verdict.ts'
import { CHAOS_USAGE, chaosOptions } from './options.ts'
import { runChaos } from './run-chaos.ts'
import { isGood } from './verdict.ts'

/** `npm run chaos -- [options]`. Exit 0 nobody lost, 1 somebody was, 2 wrong usage. What happens goes to stderr. */
const options = chaosOptions(process.argv.slice(2), randomInt(1_000_000))
if (typeof options === 'string') {
  process.stderr.write(`${options}\n${CHAOS_USAGE}`)
  process.exit(2)
}
try {
  const { verdict, facts } = await runChaos(options)
  process.stdout.write(
    options.json ? jsonVerdict(verdict, facts) : `${describeVerdict(verdict, facts)}${lastLine(verdict)}\n`,
  )
  process.exit(isGood(verdict) ? 0 : 1)
} catch (error) {
  if (!(error instanceof MissingTool)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(2)
}
