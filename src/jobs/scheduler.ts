import { schedule, type TaskOptions } from 'node-cron'
import { Temporal } from 'temporal-polyfill'
import type { HubReport } from '../actions/feeds/tell-hub.ts'
import type { TickReport } from '../actions/tick.ts'
import type { Config } from '../config/config.ts'
import { errorText } from '../config/error-text.ts'
import { BroadsheetError, formatProblem } from '../config/problem.ts'
import { nextOccurrence } from './cron.ts'
import { describeHub, describeTick } from './describe-tick.ts'
import type { FromThread } from './thread-messages.ts'

export interface SchedulerPorts {
  config: Config
  clock(): Temporal.Instant
  tick(): Promise<TickReport>
  /** Tells the hub of what is due again. */
  tellHub(): Promise<HubReport>
  tell(message: FromThread): void
}

/** Between newsletters, so that feeds follow the site. */
const SCAN_EVERY = '*/15 * * * *'
/** For newsletters that have come due, which no timer's own reading of the clock decides; for a hub that did not answer. */
const CHECK_EVERY = '* * * * *'
/** Late rather than never, where the machine was busy; and one that was missed needs no word, since the next finds what is due. */
const TIMER: TaskOptions = { timezone: 'UTC', missedExecutionTolerance: 50_000, suppressMissedWarning: true }

/**
 * Ticks at once, for what was missed, then every quarter of an hour and whenever a newsletter is due. What is due is
 * reckoned by the tick itself: a timer that fires late, or twice, changes nothing.
 */
export function startScheduler({ config, clock, tick, tellHub, tell }: SchedulerPorts): { stop(): Promise<void> } {
  let running = Promise.resolve()
  let waiting = 0
  let lastTold = new Set<string>()
  const tellTick = (report: TickReport) => {
    for (const sentence of report.news) tell({ kind: 'trouble', sentence })
    for (const stack of report.stacks) tell({ kind: 'unforeseen', stack })
    const sentences = describeTick(report)
    // A post that is wrong is told once, and again when it was right between.
    tell({ kind: 'ticked', sentences: sentences.filter((sentence) => !lastTold.has(sentence)) })
    lastTold = new Set(sentences)
  }
  const run = () => {
    // One at a time; those that would only wait behind a waiting one are dropped.
    if (waiting > 1) return
    waiting++
    running = running
      .then(tick)
      .then(tellTick)
      .then(() => tell({ kind: 'worked' }))
      .catch((error) => tell(failed(error)))
      .finally(() => waiting--)
  }
  const retryHub = async () => {
    const sentences = describeHub(await tellHub())
    if (sentences.length > 0) tell({ kind: 'ticked', sentences })
  }
  let nextRun = nextRunOf(config, clock())
  const heed = () => {
    const now = clock()
    // While it scans, only the end of that shows that it gets on.
    if (waiting === 0) tell({ kind: 'worked' })
    if (nextRun && Temporal.Instant.compare(nextRun, now) <= 0) {
      nextRun = nextRunOf(config, now)
      run()
    }
    if (config.feeds.hub) retryHub().catch((error) => tell(failed(error)))
  }
  const tasks = [schedule(SCAN_EVERY, run, TIMER), schedule(CHECK_EVERY, heed, TIMER)]
  run()
  return {
    async stop() {
      for (const task of tasks) await task.destroy()
      await running
    },
  }
}

/** When the next newsletter is due; undefined where all are sent by hand. */
function nextRunOf({ newsletters, site }: Config, now: Temporal.Instant): Temporal.Instant | undefined {
  return newsletters
    .flatMap(({ schedules }) => Object.values(schedules))
    .flatMap((cron) => nextOccurrence(cron, site.timezone, now) ?? [])
    .toSorted(Temporal.Instant.compare)[0]
}

function failed(error: unknown): FromThread {
  if (error instanceof BroadsheetError) return { kind: 'ticked', sentences: error.problems.map(formatProblem) }
  return { kind: 'unforeseen', stack: errorText(error as Error) }
}
