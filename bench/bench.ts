import { deliveryBench } from './delivery/delivery-bench.ts'
import { describeDelivery } from './delivery/describe.ts'
import { DELIVERY_USAGE, deliveryOptions } from './delivery/options.ts'
import { MissingTool } from './missing-tool.ts'

/** `npm run bench -- NAME [options]`. Exit 0 measured, 1 a tool is missing, 2 wrong usage, 130 interrupted. */
const [name, ...args] = process.argv.slice(2)
const options = name === undefined || name === 'delivery' ? deliveryOptions(args) : `There is no bench "${name}".`
if (typeof options === 'string') {
  process.stderr.write(`${options}\n${DELIVERY_USAGE}`)
  process.exit(2)
}
// Ctrl-C ends the programs that it started, too: their ends are met here, so that nothing of it is left behind.
let isInterrupted = false
process.once('SIGINT', () => {
  isInterrupted = true
})
try {
  const figures = await deliveryBench(options, (line) => process.stderr.write(`${line}\n`))
  process.stdout.write(options.json ? `${JSON.stringify(figures, null, 2)}\n` : describeDelivery(figures))
} catch (error) {
  if (!isInterrupted && !(error instanceof MissingTool)) throw error
  process.stderr.write(isInterrupted ? 'Interrupted.\n' : `${(error as Error).message}\n`)
  process.exitCode = isInterrupted ? 130 : 1
}
