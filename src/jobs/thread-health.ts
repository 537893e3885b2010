import type { Temporal } from 'temporal-polyfill'
import { sayMoment } from '../config/say-time.ts'

/** So many deaths in a row are no accident. */
const MANY_DEATHS = 3
/** One that lived so long since its last death has nothing to do with that. */
const LONG_LIFE_MS = 15 * 60_000

/** Whether a thread gets on with its work, by what it says and how often it dies. */
export class ThreadHealth {
  readonly #name: string
  readonly #quietMs: number
  #workedAt: Temporal.Instant | undefined
  #deaths = 0
  #diedAt: Temporal.Instant | undefined

  /** @param name as in `the thread that delivers`. @param quietMs how long it may say nothing */
  constructor(name: string, quietMs: number) {
    this.#name = name
    this.#quietMs = quietMs
  }

  /** It was started on purpose, or got on. */
  worked(now: Temporal.Instant): void {
    this.#workedAt = now
    if (this.#diedAt && this.#diedAt.until(now).total('milliseconds') > LONG_LIFE_MS) this.#deaths = 0
  }

  died(now: Temporal.Instant): void {
    const isLong = this.#diedAt && this.#diedAt.until(now).total('milliseconds') > LONG_LIFE_MS
    this.#deaths = isLong ? 1 : this.#deaths + 1
    this.#diedAt = now
  }

  /** It is stopped on purpose, and nothing is expected of it. */
  rests(): void {
    this.#workedAt = undefined
    this.#deaths = 0
    this.#diedAt = undefined
  }

  /** In a sentence that anybody may read; undefined where it works. */
  trouble(now: Temporal.Instant, timezone: string): string | undefined {
    const livesAgain = this.#diedAt && this.#diedAt.until(now).total('milliseconds') > LONG_LIFE_MS
    if (this.#deaths >= MANY_DEATHS && !livesAgain)
      return `The thread that ${this.#name} keeps dying; the log says of what.`
    if (!this.#workedAt || this.#workedAt.until(now).total('milliseconds') <= this.#quietMs) return undefined
    return `The thread that ${this.#name} has not got on since ${sayMoment(this.#workedAt, timezone)}.`
  }
}
