import type { Temporal } from 'temporal-polyfill'
import type { Rate } from '../../config/rate.ts'
import { leavesAt, statedFor } from '../../deliveries/pace.ts'
import type { AskedLeave, CountedSlice, LeaveAnswer } from '../../deliveries/slice.ts'
import type { ServerPace } from './server-pace.ts'

export interface SharedPacePorts {
  servers: {
    leave(asked: AskedLeave, at: Temporal.Instant): Promise<LeaveAnswer>
    /** So many messages were not sent that were counted. */
    giveBackLeave(server: string, unused: Pick<CountedSlice, 'count' | 'slotAt'>): Promise<void>
  }
  clock(): Temporal.Instant
}

interface Held extends CountedSlice {
  /** By this machine's clock: the next may go from then on, and none after that. */
  nextAt: number
  lastAt: number
}

/** How soon who waits for an answer asks whether it came. */
const SOON_MS = 10
/** A database that does not answer is not asked at every turn. */
const AFTER_FAILURE_MS = 1_000

/**
 * A rate that all workers keep together. Each has the whole of it for some seconds, in turn, so that one is asked for
 * leave once for many messages. What is late by then is lost: a slice is counted from before it was asked for to its end.
 */
export class SharedPace implements ServerPace {
  readonly #ports: SharedPacePorts
  readonly #asked: AskedLeave
  #held: Held | undefined
  #asking: Promise<void> | undefined
  #askAgainAt = 0
  #sentAt = Number.NEGATIVE_INFINITY

  constructor(ports: SharedPacePorts, asked: AskedLeave) {
    this.#ports = ports
    this.#asked = asked
  }

  wait(now: number): number {
    const held = this.#held
    // A clock that was set back: the times are of another.
    const isOver = !held || held.count === 0 || now > held.lastAt || held.nextAt - now > FAR_MS
    if (!isOver) return Math.max(0, held.nextAt - now)
    if (now >= this.#askAgainAt || this.#askAgainAt - now > FAR_MS) this.#asking ??= this.#ask()
    return this.#asking ? SOON_MS : this.#askAgainAt - now
  }

  take(now: number): number {
    const wait = this.wait(now)
    const held = this.#held
    if (wait > 0 || !held) return wait || SOON_MS
    held.count--
    held.nextAt = now + held.spacingMs
    return 0
  }

  gap(now: number): number {
    this.#sentAt = leavesAt(this.#sentAt, this.#held?.spacingMs ?? 0, now)
    return this.#sentAt - now
  }

  /** Nothing more is sent; others may have what is left of what is counted. */
  async close(): Promise<void> {
    await this.#asking
    await this.#giveBack()
  }

  async #ask(): Promise<void> {
    const { servers, clock } = this.#ports
    try {
      await this.#giveBack()
      const before = clock()
      const answer = await servers.leave(this.#asked, before)
      const now = clock().epochMilliseconds
      if ('waitMs' in answer) this.#askAgainAt = now + answer.waitMs
      else {
        const lastAt = before.epochMilliseconds + answer.endMs - answer.spacingMs
        this.#held = { ...answer, nextAt: now + answer.startMs, lastAt }
        this.#askAgainAt = now
      }
    } catch {
      // Whoever writes into the ledger meets the same fault, and tells of it; without leave nothing is sent.
      this.#askAgainAt = clock().epochMilliseconds + AFTER_FAILURE_MS
    } finally {
      this.#asking = undefined
    }
  }

  async #giveBack(): Promise<void> {
    const { server } = this.#asked
    const held = this.#held
    this.#held = undefined
    if (server !== undefined && held && held.count > 0) await this.#ports.servers.giveBackLeave(server, held)
  }
}

/** Further away than any slice begins or is asked for again. */
const FAR_MS = 120_000

/** One rate for all messages of a kind, spaced evenly. */
export function sharedRate(ports: SharedPacePorts, name: string, rate: Rate): (now: number) => number {
  const pace = new SharedPace(ports, { name, rates: [statedFor(rate)], warmUp: [] })
  return (now) => pace.take(now)
}
