import type { Temporal } from 'temporal-polyfill'

export interface ServerHealthPorts {
  clock(): Temporal.Instant
  /** `isOpen`: so many in a row that nobody should wait for it; said once, when it opens. */
  onTrouble(sentence: string, isOpen: boolean): void
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
  }

  /** Connections that fail together count as one trouble. */
  trouble(sentence: string): void {
    if (this.inTrouble) return
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#troubles)
    this.#troubles++
    this.#since = this.#now()
    this.#until = this.#since + wait
    this.#probedUntil = 0
    this.#ports.onTrouble(sentence, this.#troubles === OPENS_AFTER)
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
