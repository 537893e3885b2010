import { type ScheduledTask, schedule, type TaskOptions } from 'node-cron'
import { Temporal } from 'temporal-polyfill'
import type { HubReport } from '../actions/feeds/tell-hub.ts'
import type { Planner, PlannerTold } from '../actions/hold-schedule.ts'
import type { TickReport } from '../actions/tick.ts'
import type { Config } from '../config/config.ts'
import { errorText } from '../config/error-text.ts'
import { BroadsheetError, formatProblem } from '../config/problem.ts'
import { cronsOf } from '../config/schedule-kind.ts'
import { nextOccurrence } from './cron.ts'
import { describeHub, describeTick } from './describe-tick.ts'
import type { FromThread } from './thread-messages.ts'

export interface SchedulerPorts {
  config: Config
  clock(): Temporal.Instant
  /** All that the publication does by itself; of one database's processes, that which plans does it. */
  tick(): Promise<TickReport>
  /** What this machine needs while another process plans. */
  tickBeside(): Promise<TickReport>
  /** It plans now, or ends: what it met while another planned is over. */
  endBeside(): Promise<void>
  /** Keeps the right to plan, or waits for it, until `signal` aborts. */
  holdSchedule(told: PlannerTold, signal: AbortSignal): Promise<void>
  /** Tells the hub of what is due again. */
  tellHub(): Promise<HubReport>
  tell(message: FromThread): void
}

/** Between newsletters, so that feeds follow the site. */
const SCAN_EVERY = '*/15 * * * *'
/** Beside another: when that one has written down what it found. */
const SCAN_BESIDE_EVERY = '2-59/15 * * * *'
/** For newsletters that have come due, which no timer's own reading of the clock decides; for a hub that did not answer. */
const CHECK_EVERY = '* * * * *'
/** Late rather than never, where the machine was busy; and one that was missed needs no word, since the next finds what is due. */
const TIMER: TaskOptions = { timezone: 'UTC', missedExecutionTolerance: 50_000, suppressMissedWarning: true }

/**
 * Ticks at once, for what was missed, then every quarter of an hour and whenever a newsletter is due, by the calendar or
 * because it has been quiet for long enough. What is due is
 * reckoned by the tick itself: a timer that fires late, or twice, changes nothing. While another process on the database
 * plans, it does what its own machine needs, and takes over when that one ends.
 */
export function startScheduler(ports: SchedulerPorts): RunningScheduler {
  const scheduler = new Scheduler(ports)
  return { ended: scheduler.holding, stop: () => scheduler.stop() }
}

export interface RunningScheduler {
  /** Rejects where the database is gone: nothing is planned any more. */
  ended: Promise<void>
  stop(): Promise<void>
}

class Scheduler {
  readonly #ports: SchedulerPorts
  readonly #tasks: ScheduledTask[]
  readonly #ended = new AbortController()
  readonly holding: Promise<void>
  #planner: Planner | undefined
  #running = Promise.resolve()
  #waiting = 0
  #lastTold = new Set<string>()
  #lastFailure: string | undefined
  #nextRun: Temporal.Instant | undefined
  /** When it has been quiet for as long as a newsletter waits. */
  #quietAt: Temporal.Instant | undefined

  constructor(ports: SchedulerPorts) {
    this.#ports = ports
    this.#nextRun = nextRunOf(ports.config, ports.clock())
    this.#tasks = [
      schedule(SCAN_EVERY, () => this.#plans && this.#run(), TIMER),
      schedule(SCAN_BESIDE_EVERY, () => !this.#plans && this.#run(), TIMER),
      schedule(CHECK_EVERY, () => this.#heed(), TIMER),
    ]
    const told: PlannerTold = {
      planner: (planner) => this.#learn(planner),
      failed: (error) => this.#holdingFailed(error),
    }
    this.holding = ports.holdSchedule(told, this.#ended.signal)
    // Whoever waits for it is told.
    this.holding.catch(() => {})
  }

  /** The tick that runs ends first, and only then another process may plan. */
  async stop(): Promise<void> {
    for (const task of this.#tasks) await task.destroy()
    await this.#running
    this.#ended.abort()
    await this.holding.catch(() => {})
    if (!this.#plans) await this.#ports.endBeside().catch(() => {})
  }

  get #plans(): boolean {
    return this.#planner?.isThis === true
  }

  #learn(planner: Planner): void {
    const before = this.#planner
    this.#planner = planner
    const sentence = describePlanner(planner)
    // Of one that plans from its start on there is nothing to say.
    const isFirst = before === undefined && planner.isThis
    if (sentence && !isFirst && (!before || describePlanner(before) !== sentence))
      this.#ports.tell({ kind: 'ticked', sentences: [sentence] })
    if (before?.isThis !== planner.isThis) this.#run()
  }

  /** The same again is no news. */
  #holdingFailed(error: unknown): void {
    const message = failed(error)
    const text = JSON.stringify(message)
    if (text !== this.#lastFailure) this.#ports.tell(message)
    this.#lastFailure = text
  }

  #run(): void {
    // One at a time; those that would only wait behind a waiting one are dropped.
    if (this.#waiting > 1) return
    this.#waiting++
    this.#running = this.#running
      .then(() => this.#tick())
      .then((report) => this.#tellTick(report))
      .then(() => this.#ports.tell({ kind: 'worked' }))
      .catch((error) => this.#ports.tell(failed(error)))
      .finally(() => this.#waiting--)
  }

  async #tick(): Promise<TickReport> {
    this.#quietAt = undefined
    if (!this.#plans) return this.#ports.tickBeside()
    await this.#ports.endBeside().catch(() => {})
    const report = await this.#ports.tick()
    this.#quietAt = report.waits.map(({ dueAt }) => dueAt).toSorted(Temporal.Instant.compare)[0]
    return report
  }

  #tellTick(report: TickReport): void {
    const { tell } = this.#ports
    for (const sentence of report.news) tell({ kind: 'trouble', sentence })
    for (const stack of report.stacks) tell({ kind: 'unforeseen', stack })
    const sentences = describeTick(report)
    // A post that is wrong is told once, and again when it was right between.
    tell({ kind: 'ticked', sentences: sentences.filter((sentence) => !this.#lastTold.has(sentence)) })
    this.#lastTold = new Set(sentences)
  }

  #heed(): void {
    const { config, clock, tell } = this.#ports
    const now = clock()
    // While it scans, only the end of that shows that it gets on.
    if (this.#waiting === 0) tell({ kind: 'worked' })
    if ([this.#nextRun, this.#quietAt].some((at) => at && Temporal.Instant.compare(at, now) <= 0)) {
      this.#nextRun = nextRunOf(config, now)
      this.#quietAt = undefined
      if (this.#plans) this.#run()
    }
    if (config.feeds.hub && this.#plans) this.#retryHub().catch((error) => tell(failed(error)))
  }

  async #retryHub(): Promise<void> {
    const sentences = describeHub(await this.#ports.tellHub())
    if (sentences.length > 0) this.#ports.tell({ kind: 'ticked', sentences })
  }
}

function describePlanner(planner: Planner): string | undefined {
  if (planner.isThis) return 'this process plans from now on'
  if (planner.name === undefined) return undefined
  return `${planner.name} plans on this database: this process keeps the feeds of its own machine, and takes over when that one ends`
}

/** When the calendar makes the next newsletter due; undefined where it makes none. */
function nextRunOf({ newsletters, site }: Config, now: Temporal.Instant): Temporal.Instant | undefined {
  return newsletters
    .flatMap(({ schedules }) => cronsOf(schedules))
    .flatMap((cron) => nextOccurrence(cron, site.timezone, now) ?? [])
    .toSorted(Temporal.Instant.compare)[0]
}

function failed(error: unknown): FromThread {
  if (error instanceof BroadsheetError) return { kind: 'ticked', sentences: error.problems.map(formatProblem) }
  return { kind: 'unforeseen', stack: errorText(error as Error) }
}
