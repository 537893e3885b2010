import { bindActions } from './actions/actions.ts'
import { deliverOnce } from './actions/delivery/hold-delivery.ts'
import { describeTold } from './actions/feeds/tell-hub.ts'
import type { ExitCode, Report } from './actions/report.ts'
import type { TickReport } from './actions/tick.ts'
import { openDatabase, publicationPorts } from './app.ts'
import { deliveryPorts } from './app-delivery.ts'
import { count } from './cli/layout-text.ts'
import type { Config } from './config/config.ts'
import { BroadsheetError, failure, type Problem } from './config/problem.ts'
import { describeRuns } from './jobs/describe-tick.ts'
import type { Store } from './store/open-store.ts'

/** Does everything that is due, in this thread, and no more. */
export async function runOnce(
  config: Config,
  interrupted: AbortSignal,
): Promise<{ report: Report; text: string; exitCode?: ExitCode }> {
  const store = await openDatabase(config, { check: true })
  try {
    const ticked = await tickOrProblems(config, store)
    const delivered = await deliverDue(config, store, interrupted)
    const isHeld = ticked.done?.runs.some(({ started }) => started.outcome === 'made' && started.state === 'held')
    return {
      report: { problems: [...ticked.problems, ...delivered.problems] },
      text: [...(ticked.done ? whatHappened(ticked.done) : []), delivered.text].join('\n'),
      exitCode: isHeld ? 3 : undefined,
    }
  } finally {
    await store.close()
  }
}

/** Without what went wrong, which is told as problems. */
function whatHappened(done: TickReport): string[] {
  return [...describeTold(done.hub.told), ...describeRuns(done)]
}

/** A site that cannot be read or refreshed plans nothing; what was on its way goes on all the same. */
async function tickOrProblems(config: Config, store: Store): Promise<{ done?: TickReport; problems: Problem[] }> {
  try {
    const done = await bindActions(publicationPorts(config, store)).tick()
    return { done, problems: done.problems }
  } catch (error) {
    if (!(error instanceof BroadsheetError)) throw error
    return { problems: error.problems }
  }
}

async function deliverDue(
  config: Config,
  store: Store,
  interrupted: AbortSignal,
): Promise<{ text: string; problems: Problem[] }> {
  if (config.smtp.length === 0) return { text: 'There is no server to send through.', problems: [] }
  const troubles: string[] = []
  const { ports, close } = await deliveryPorts(config, store, (sentence) => void troubles.push(sentence), {
    command: 'run --once',
  })
  try {
    const outcomes = await deliverOnce(ports, interrupted)
    const text =
      outcomes === undefined
        ? 'Another process delivers on this database, or did until a moment ago.'
        : `${count(outcomes, 'delivery', 'deliveries')} had an outcome.`
    return { text, problems: [...new Set(troubles)].map((sentence) => failure('delivery.trouble', sentence)) }
  } finally {
    await close()
  }
}
