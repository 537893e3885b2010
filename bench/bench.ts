import { buildBench } from './build/build-bench.ts'
import { describeBuild } from './build/describe.ts'
import { BUILD_USAGE, buildOptions } from './build/options.ts'
import { deliveryBench } from './delivery/delivery-bench.ts'
import { describeDelivery } from './delivery/describe.ts'
import { DELIVERY_USAGE, deliveryOptions } from './delivery/options.ts'
import { describeEditions } from './editions/describe.ts'
import { editionsBench } from './editions/editions-bench.ts'
import { EDITIONS_USAGE, editionsOptions } from './editions/options.ts'
import { describeFeedsBuild } from './feeds-build/describe.ts'
import { feedsBuildBench } from './feeds-build/feeds-build-bench.ts'
import { FEEDS_BUILD_USAGE, feedsBuildOptions } from './feeds-build/options.ts'
import { describeFeedsHttp } from './feeds-http/describe.ts'
import { feedsHttpBench } from './feeds-http/feeds-http-bench.ts'
import { FEEDS_HTTP_USAGE, feedsHttpOptions } from './feeds-http/options.ts'
import { describeList } from './list/describe.ts'
import { listBench } from './list/list-bench.ts'
import { LIST_USAGE, listOptions } from './list/options.ts'
import { MissingTool } from './missing-tool.ts'
import { describeSignUps } from './sign-ups/describe.ts'
import { SIGN_UPS_USAGE, signUpsOptions } from './sign-ups/options.ts'
import { signUpsBench } from './sign-ups/sign-ups-bench.ts'

type Progress = (line: string) => void

interface Bench {
  usage: string
  /** Command-line arguments → what is run and gives what it prints, or a sentence that says what is wrong with them. */
  prepare(args: string[]): ((onProgress: Progress) => Promise<string>) | string
}

/** Every bench by its name; `delivery` where none is named. */
const BENCHES: Record<string, Bench> = {
  build: bench(BUILD_USAGE, buildOptions, buildBench, describeBuild),
  delivery: bench(DELIVERY_USAGE, deliveryOptions, deliveryBench, describeDelivery),
  editions: bench(EDITIONS_USAGE, editionsOptions, editionsBench, describeEditions),
  'feeds-build': bench(FEEDS_BUILD_USAGE, feedsBuildOptions, feedsBuildBench, describeFeedsBuild),
  'feeds-http': bench(FEEDS_HTTP_USAGE, feedsHttpOptions, feedsHttpBench, describeFeedsHttp),
  list: bench(LIST_USAGE, listOptions, listBench, describeList),
  'sign-ups': bench(SIGN_UPS_USAGE, signUpsOptions, signUpsBench, describeSignUps),
}

function bench<Options extends { json: boolean }, Figures>(
  usage: string,
  parse: (args: string[]) => Options | string,
  measure: (options: Options, onProgress: Progress) => Promise<Figures>,
  describe: (figures: Figures) => string,
): Bench {
  return {
    usage,
    prepare: (args) => {
      const options = parse(args)
      if (typeof options === 'string') return options
      return async (onProgress) => {
        const figures = await measure(options, onProgress)
        return options.json ? `${JSON.stringify(figures, null, 2)}\n` : describe(figures)
      }
    },
  }
}

/** `npm run bench -- NAME [options]`. Exit 0 measured, 1 a tool is missing, 2 wrong usage, 130 interrupted. */
const [name = 'delivery', ...args] = process.argv.slice(2)
const chosen = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined
const run = chosen?.prepare(args) ?? `There is no bench "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`
if (typeof run === 'string') {
  process.stderr.write(`${run}\n${chosen?.usage ?? ''}`)
  process.exit(2)
}
// Ctrl-C ends the programs that it started, too: their ends are met here, so that nothing of it is left behind.
let isInterrupted = false
process.once('SIGINT', () => {
  isInterrupted = true
})
try {
  process.stdout.write(await run((line) => process.stderr.write(`${line}\n`)))
} catch (error) {
  if (!isInterrupted && !(error instanceof MissingTool)) throw error
  process.stderr.write(isInterrupted ? 'Interrupted.\n' : `${(error as Error).message}\n`)
  process.exitCode = isInterrupted ? 130 : 1
}
