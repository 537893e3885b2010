import { setMaxListeners } from 'node:events'
import { setTimeout as moment, setImmediate as turn } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'

interface Timer {
  at: number
  order: number
  due(): void
}

/** So many turns of the event loop without anything left to do: what runs now waits for time alone. */
const QUIET_TURNS = 3
/** Real work of the process that a turn of the event loop does not show. */
const REAL_WORK = /^(?:FSReq|CloseReq|Zlib)/

/** So long modules may take to load, on a busy machine. */
const PATIENCE_MS = 60_000
const MOMENT_MS = 10

/** Nothing is left that could ever end the work: it waits for something that will not come. */
export class WaitsForever extends Error {
  override readonly name = 'WaitsForever'
}

/** Time as a year's program and its world have it: it passes only when everybody waits for it, and then at once. */
export class VirtualClock {
  #now: number
  #order = 0
  #timers: Timer[] = []
  readonly #happening = new Set<Promise<void>>()

  readonly #patienceMs: number

  constructor(start: Temporal.Instant, patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs
    this.#now = start.epochMilliseconds
  }

  now(): Temporal.Instant {
    return Temporal.Instant.fromEpochMilliseconds(this.#now)
  }

  get milliseconds(): number {
    return this.#now
  }

  /** Ends early, and without a fault, when `signal` aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    // A dozen connections wait for one signal.
    if (signal) setMaxListeners(0, signal)
    return new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      const timer = this.#add(milliseconds, () => {
        signal?.removeEventListener('abort', ended)
        resolve()
      })
      const ended = () => {
        this.#timers = this.#timers.filter((other) => other !== timer)
        resolve()
      }
      signal?.addEventListener('abort', ended, { once: true })
    })
  }

  /** Something that happens in so many milliseconds, whatever else is going on; it may take time itself. */
  after(milliseconds: number, happen: () => Promise<void>): void {
    this.#add(milliseconds, () => {
      const happening = happen().finally(() => this.#happening.delete(happening))
      this.#happening.add(happening)
    })
  }

  /** Does the work, while time passes as often as all of it waits. @throws WaitsForever, and what the work throws */
  async run<T>(work: () => Promise<T>): Promise<T> {
    let isDone = false
    const result = work().finally(() => {
      isDone = true
    })
    result.catch(() => {})
    for (;;) {
      await this.#quiet(() => isDone)
      if (isDone && this.#happening.size === 0) return result
      if (!this.#next()) await this.#patiently(() => isDone)
    }
  }

  /** Modules that load, and the like, are no work that the process shows: they end within moments of real time. */
  async #patiently(isOver: () => boolean): Promise<void> {
    const end = performance.now() + this.#patienceMs
    while (performance.now() < end && !isOver() && this.#timers.length === 0) await moment(MOMENT_MS)
    if (isOver() || this.#timers.length > 0) return
    throw new WaitsForever('The program waits for something that never comes.')
  }

  /** Lets time pass up to an instant; what is due until then happens in its order. */
  async advanceTo(instant: Temporal.Instant): Promise<void> {
    const end = instant.epochMilliseconds
    while (this.#timers.some(({ at }) => at <= end) || this.#happening.size > 0) {
      if (!this.#next()) await this.#patiently(() => this.#happening.size === 0)
      await this.#quiet(() => false)
    }
    this.#now = Math.max(this.#now, end)
  }

  /** The clock is set: time jumps, and what waited waits as long as before. */
  setBy(milliseconds: number): void {
    this.#now += milliseconds
    for (const timer of this.#timers) timer.at += milliseconds
  }

  #add(milliseconds: number, due: () => void): Timer {
    this.#order++
    const timer = { at: this.#now + Math.max(0, Math.round(milliseconds)), order: this.#order, due }
    this.#timers.push(timer)
    return timer
  }

  /** Goes to the next moment at which anything is due. */
  #next(): boolean {
    const [first, ...others] = this.#timers
    if (!first) return false
    const next = others.reduce((a, b) => (b.at < a.at || (b.at === a.at && b.order < a.order) ? b : a), first)
    this.#timers.splice(this.#timers.indexOf(next), 1)
    this.#now = Math.max(this.#now, next.at)
    next.due()
    return true
  }

  /** Waits until nothing is left that can be done at this moment. */
  async #quiet(isOver: () => boolean): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS && !(isOver() && this.#happening.size === 0); quiet++) {
      await turn()
      if (process.getActiveResourcesInfo().some((name) => REAL_WORK.test(name))) quiet = -1
    }
  }
}
