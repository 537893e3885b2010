import { bindActions } from '../actions/actions.ts'
import { deliverOnce } from '../actions/delivery/hold-delivery.ts'
import { describeTold } from '../actions/feeds/tell-hub.ts'
import type { ExitCode, Report } from '../actions/report.ts'
import type { TickReport } from '../actions/tick.ts'
import { cameTwice } from '../cli/came-twice.ts'
import type { Config } from '../config/config.ts'
import { count } from '../config/count.ts'
import { asWarnings, failure, type Problem } from '../config/problem.ts'
import { problemsOf } from '../config/unforeseen.ts'
import { waitOf, waitSentence } from '../editions/waits.ts'
import { describeRuns } from '../jobs/describe-tick.ts'
import type { Store } from '../store/open-store.ts'
import { clock } from './clock.ts'
import { deliveryPorts } from './delivery-ports.ts'
import { openDatabase, publicationPorts } from './publication-ports.ts'

/**
 * Does everything that is due, in this thread, and no more. What is on its way goes first: a scan that hangs or breaks
 * the program must not keep it from its readers.
 */
export async function runOnce(
  config: Config,
  interrupted: AbortSignal,
  tell: (sentence: string) => void,
): Promise<{ report: Report; text: string; exitCode?: ExitCode }> {
  const store = await openDatabase(config, { check: true })
  try {
    const twice = await watchTwice(store)
    const before = await deliverDue(config, store, { interrupted, tell })
    if (interrupted.aborted) return stopped([before], { twice: await twice() })
    const ticked = await tick(config, store)
    const isHeld = ticked.done?.runs.some(({ started }) => started.outcome === 'made' && started.state === 'held')
    const after = await deliverDue(config, store, { interrupted, tell })
    if (interrupted.aborted) return stopped([before, after], { ...ticked, twice: await twice() })
    const waiting = await whatWaits(config, store)
    return { ...shown([before, after], { ...ticked, twice: await twice(), waiting }), exitCode: isHeld ? 3 : undefined }
  } finally {
    await store.close()
  }
}

interface Delivered {
  /** How many mails have their outcome. */
  mails: number
  /** Who delivers instead. */
  heldBy?: string
  hasNoServer?: boolean
  problems: Problem[]
}

interface Ticked {
  done?: TickReport
  problems: Problem[]
}

interface Happened extends Partial<Ticked> {
  /** How many mails may have come twice by this run. */
  twice: number
  /** Editions whose time has not come, a sentence each. */
  waiting?: string[]
}

/** Says how many mails may have come twice since now. */
async function watchTwice({ editions, deliveries }: Store): Promise<() => Promise<number>> {
  const ids = (await editions.open()).map(({ id }) => id)
  const before = await deliveries.comeTwice(ids)
  return async () => (await deliveries.comeTwice(ids)) - before
}

async function whatWaits(config: Config, { editions }: Store): Promise<string[]> {
  return (await editions.open()).flatMap((edition) => {
    const wait = waitOf(edition, config, clock())
    return wait ? [waitSentence(edition, wait)] : []
  })
}

/** By somebody, before all was done. */
function stopped(deliveries: Delivered[], happened: Happened): { report: Report; text: string; exitCode: ExitCode } {
  const { report, text } = shown(deliveries, happened)
  return { report, text: `${text}\nStopped: the next run goes on with what is left.`, exitCode: 1 }
}

function shown(
  deliveries: Delivered[],
  { done, twice, waiting = [], ...ticked }: Happened,
): { report: Report; text: string } {
  const last = deliveries.at(-1)
  const problems = [...deliveries.flatMap((delivered) => delivered.problems), ...(ticked.problems ?? [])]
  const mails = deliveries.reduce((sum, delivered) => sum + delivered.mails, 0)
  const said = [
    ...(done ? whatHappened(done) : []),
    describeDelivered(mails, last),
    ...(twice > 0 ? [cameTwice(twice)] : []),
    ...waiting,
  ]
  return { report: { problems: withoutDoubles(problems) }, text: said.join('\n') }
}

function describeDelivered(mails: number, last: Delivered | undefined): string {
  if (last?.hasNoServer) return 'There is no server to send through.'
  if (last?.heldBy) return `${last.heldBy} delivers on this database: what is due goes out by it.`
  return mails === 0 ? 'Nothing was due to be sent.' : `${count(mails, 'mail')} went out or got an answer.`
}

function withoutDoubles(problems: Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

/** Without what went wrong, which is told as problems. */
function whatHappened(done: TickReport): string[] {
  return [...describeTold(done.hub?.told ?? []), ...describeRuns(done)]
}

async function tick(config: Config, store: Store): Promise<Ticked> {
  try {
    const done = await bindActions(publicationPorts(config, store)).tick()
    return { done, problems: [...done.failures, ...asWarnings(done.problems)] }
  } catch (error) {
    return { problems: problemsOf('Looking for what is due', error) }
  }
}

async function deliverDue(
  config: Config,
  store: Store,
  { interrupted, tell }: { interrupted: AbortSignal; tell(sentence: string): void },
): Promise<Delivered> {
  if (config.smtp.length === 0) return { mails: 0, hasNoServer: true, problems: [] }
  const troubles: string[] = []
  const told = () => [...new Set(troubles)].map((sentence) => failure('delivery.trouble', sentence))
  let delivery: Awaited<ReturnType<typeof deliveryPorts>> | undefined
  try {
    delivery = await deliveryPorts(config, store, (sentence) => void troubles.push(sentence), {
      command: 'run --once',
      onWait: tell,
    })
    const delivered = await deliverOnce(delivery.ports, interrupted)
    const what = typeof delivered === 'number' ? { mails: delivered } : { mails: 0, heldBy: delivered.name }
    return { ...what, problems: told() }
  } catch (error) {
    return { mails: 0, problems: [...told(), ...problemsOf('The delivery', error)] }
  } finally {
    await delivery?.close()
  }
}
