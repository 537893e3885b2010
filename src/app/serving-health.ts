import type { Logger } from 'pino'
import { serverPart } from '../actions/delivery/follow-edition.ts'
import type { Config } from '../config/config.ts'
import { errorText } from '../config/error-text.ts'
import { GOING_STATES } from '../editions/edition.ts'
import { failingFor } from '../jobs/failing-parts.ts'
import { ThreadHealth } from '../jobs/thread-health.ts'
import type { Store } from '../store/open-store.ts'
import { clock } from './clock.ts'

const MINUTE_MS = 60_000
/** It says that it gets on each minute, but not while it scans; a large site's first scan takes its time. */
const SCHEDULE_QUIET_MS = 20 * MINUTE_MS
const DELIVERY_QUIET_MS = 5 * MINUTE_MS

/** Whether a running program plans and delivers, for a monitor and for the log. */
export class ServingHealth {
  readonly delivery = new ThreadHealth('delivers', DELIVERY_QUIET_MS)
  readonly schedule = new ThreadHealth('makes editions', SCHEDULE_QUIET_MS)
  readonly #store: Store
  #logged: string | undefined

  constructor(store: Store) {
    this.#store = store
  }

  /** In a sentence that anybody may read; undefined where all works. */
  async trouble(config: Config): Promise<string | undefined> {
    const now = clock()
    const threads = [...(config.smtp.length > 0 ? [this.delivery] : []), this.schedule]
    const [silent] = threads.flatMap((thread) => thread.trouble(now, config.site.timezone) ?? [])
    return silent ?? failingFor(await this.#failing(), config, now)
  }

  /** A server that was in trouble when it was last needed is none while nothing is to be sent. */
  async #failing() {
    const failing = await this.#store.openProblems.list()
    const hasMails = (await this.#store.editions.open()).some(({ state }) => GOING_STATES.includes(state))
    return hasMails ? failing : failing.filter(({ part }) => !part.startsWith(serverPart('')))
  }

  rests(): void {
    this.delivery.rests()
    this.schedule.rests()
  }

  /** Says in the log what begins to be wrong, and when it is over, looking each minute. */
  watch(of: () => { config: Config; log: Logger }): { stop(): void } {
    const timer = setInterval(
      () => void this.#check(of()).catch((error) => of().log.error(errorText(error))),
      MINUTE_MS,
    )
    timer.unref()
    return { stop: () => clearInterval(timer) }
  }

  async #check({ config, log }: { config: Config; log: Logger }): Promise<void> {
    const trouble = await this.trouble(config)
    if (trouble === this.#logged) return
    if (trouble) log.error(`/healthz/delivery answers 503: ${trouble}`)
    else log.info('/healthz/delivery answers 200 again: planning and delivery work')
    this.#logged = trouble
  }
}
