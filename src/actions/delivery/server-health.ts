import type { Temporal } from 'temporal-polyfill'

export interface ServerHealthPorts {
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
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
  /** Epoch milliseconds: nobody tries before the first, and after it one alone until the second. */
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
    return this.#troubles > 0 && this.#now() < this.#until
  }

  /** Would ready() wait? */
  get mustWait(): boolean {
    return this.#troubles > 0 && this.#now() < Math.max(this.#until, this.#probedUntil)
  }

  well(): void {
    this.#troubles = 0
  }

  /** Connections that fail together count as one trouble. */
  trouble(sentence: string): void {
    if (this.inTrouble) return
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#troubles)
    this.#troubles++
    this.#until = this.#now() + wait
    this.#probedUntil = 0
    this.#ports.onTrouble(sentence, this.#troubles === OPENS_AFTER)
  }

  /** Waits until the server may be tried again, by whoever comes back first. */
  async ready(signal: AbortSignal): Promise<void> {
    while (this.mustWait && !signal.aborted) {
      const until = Math.max(this.#until, this.#probedUntil)
      await this.#ports.sleep(Math.max(1, until - this.#now()), signal)
    }
    if (this.#troubles > 0) this.#probedUntil = this.#now() + PROBE_MS
  }

  #now(): number {
    return this.#ports.clock().epochMilliseconds
  }
}
