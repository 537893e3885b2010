import { schedule } from 'node-cron'
import type { HubReport } from '../actions/feeds/tell-hub.ts'
import type { TickReport } from '../actions/tick.ts'
import type { Config } from '../config/config.ts'
import { BroadsheetError, formatProblem } from '../config/problem.ts'
import { describeHub, describeTick } from './describe-tick.ts'
import type { FromThread } from './thread-messages.ts'

export interface SchedulerPorts {
  config: Config
  tick(): Promise<TickReport>
  /** Tells the hub of what is due again. */
  tellHub(): Promise<HubReport>
  tell(message: FromThread): void
}

/** Between newsletters, so that feeds follow the site. */
const LOOK_EVERY = '*/15 * * * *'
/** For the hub, where it did not answer. */
const RETRY_EVERY = '* * * * *'

/**
 * Ticks at once, for what was missed, then every quarter of an hour and whenever a newsletter is due. What is due is
 * reckoned by the tick itself: a timer that fires late, or twice, changes nothing.
 */
export function startScheduler({ config, tick, tellHub, tell }: SchedulerPorts): { stop(): Promise<void> } {
  let running = Promise.resolve()
  let waiting = 0
  const run = () => {
    // One at a time; those that would only wait behind a waiting one are dropped.
    if (waiting > 1) return
    waiting++
    running = running
      .then(tick)
      .then(
        (report) => tell({ kind: 'ticked', sentences: describeTick(report) }),
        (error) => tell(failed(error)),
      )
      .finally(() => waiting--)
  }
  const crons = new Set([LOOK_EVERY, ...config.newsletters.flatMap(({ schedules }) => Object.values(schedules))])
  const tasks = [...crons].map((cron) => schedule(cron, run, { timezone: config.site.timezone, noOverlap: true }))
  if (config.feeds.hub) {
    const retry = async () => {
      const sentences = describeHub(await tellHub())
      if (sentences.length > 0) tell({ kind: 'ticked', sentences })
    }
    tasks.push(schedule(RETRY_EVERY, () => retry().catch((error) => tell(failed(error))), { noOverlap: true }))
  }
  run()
  return {
    async stop() {
      for (const task of tasks) await task.destroy()
      await running
    },
  }
}

function failed(error: unknown): FromThread {
  if (error instanceof BroadsheetError) return { kind: 'ticked', sentences: error.problems.map(formatProblem) }
  throw error
}
