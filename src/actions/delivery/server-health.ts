import type { Temporal } from 'temporal-polyfill'

export interface ServerHealthPorts {
  clock(): Temporal.Instant
  /** `isOpen`: so many in a row that nobody should wait for it; said once, when it opens. */
  onTrouble(sentence: string, isOpen: boolean, note: TroubleNote): void
  /** It answers again, after a trouble that was told, if only by an earlier run. */
  onWell?(): void
}

export interface TroubleNote {
  /** Epoch milliseconds: when the first in a row came, and before when nobody tries again. */
  since: number
  until: number
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 5 * 60_000
/** The breaker opens after so many troubles in a row. */
const OPENS_AFTER = 3
/** After a trouble one connection tries first, and the others only if it says nothing for so long. */
const PROBE_MS = 2_000

/**
 * A server's own trouble (down, login refused, 421) stops all its connections, not one message: they wait together,
 * twice as long each time, then one of them tries, until it answers again.
 */
export class ServerHealth {
  readonly #ports: ServerHealthPorts
  #troubles = 0
  /** Epoch milliseconds: from the first on nobody tries before the second, and after it one alone until the third. */
  #since = 0
  #until = 0
  #probedUntil = 0
  #firstAt = 0
  /** An earlier run may have told of a trouble, and of no end. */
  #isTold = true

  constructor(ports: ServerHealthPorts) {
    this.#ports = ports
  }

  /** How often in a row the server was in trouble. */
  get troubles(): number {
    return this.#troubles
  }

  get inTrouble(): boolean {
    return this.#troubles > 0 && this.#waitUntil(this.#until) > 0
  }

  /** How long a connection must wait before it may try: 0 where all is well. */
  get waitMs(): number {
    if (this.#troubles === 0) return 0
    return this.#waitUntil(Math.max(this.#until, this.#probedUntil))
  }

  /** A connection that waited goes first; the others wait for what it finds. */
  probe(): void {
    if (this.#troubles > 0) this.#probedUntil = this.#now() + PROBE_MS
  }

  well(): void {
    this.#troubles = 0
    if (!this.#isTold) return
    this.#isTold = false
    this.#ports.onWell?.()
  }

  /** Connections that fail together count as one trouble. */
  trouble(sentence: string): void {
    if (this.inTrouble) return
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#troubles)
    this.#since = this.#now()
    if (this.#troubles === 0) this.#firstAt = this.#since
    this.#troubles++
    this.#until = this.#since + wait
    this.#probedUntil = 0
    this.#isTold = true
    this.#ports.onTrouble(sentence, this.#troubles === OPENS_AFTER, { since: this.#firstAt, until: this.#until })
  }

  /** A clock that is set back ends the wait, which would else last as long as the clock went back. */
  #waitUntil(time: number): number {
    const now = this.#now()
    return now < this.#since ? 0 : Math.max(0, time - now)
  }

  #now(): number {
    return this.#ports.clock().epochMilliseconds
  }
}
