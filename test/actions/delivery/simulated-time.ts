import { setMaxListeners } from 'node:events'
import { Temporal } from 'temporal-polyfill'

const START = Temporal.Instant.from('2026-11-24T09:00:00Z').epochMilliseconds

interface Sleeper {
  at: number
  wake(): void
}

/** A clock that stands while anything is done, and jumps to the next sleeper when nothing is: minutes take no time. */
export class SimulatedTime {
  #now = START
  readonly #sleepers = new Set<Sleeper>()

  readonly clock = () => Temporal.Instant.fromEpochMilliseconds(this.#now)

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return this.#now - START
  }

  readonly sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve()
      if (signal) setMaxListeners(0, signal)
      const wake = () => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const sleeper = { at: this.#now + Math.max(1, Math.ceil(milliseconds)), wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', wake)
    })

  /** Lets time pass until the work is done. Fails where it is not within so many simulated milliseconds. */
  async until<T>(work: Promise<T>, limit: number): Promise<T> {
    let settled = false
    const end = () => {
      settled = true
    }
    work.then(end, end)
    while (!settled) {
      // Work goes on in promises and immediates; a few turns are enough for all that follows from one step.
      for (let turn = 0; turn < 4 && !settled; turn++) await new Promise((resolve) => setImmediate(resolve))
      if (settled) break
      let next = Number.POSITIVE_INFINITY
      for (const { at } of this.#sleepers) next = Math.min(next, at)
      if (next === Number.POSITIVE_INFINITY) continue
      if (next - START > limit) throw new Error(`not done after ${limit} ms`)
      this.#now = Math.max(this.#now, next)
      for (const { at, wake } of [...this.#sleepers]) if (at <= this.#now) wake()
    }
    return work
  }
}
