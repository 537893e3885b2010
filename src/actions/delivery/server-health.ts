import type { Temporal } from 'temporal-polyfill'

export interface ServerHealthPorts {
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  onTrouble(sentence: string): void
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 5 * 60_000

/**
 * A server's own trouble (down, login refused, 421) stops all its connections, not one message: they wait together,
 * twice as long each time, until it answers again.
 */
export class ServerHealth {
  readonly #ports: ServerHealthPorts
  #troubles = 0
  #until: Temporal.Instant | undefined

  constructor(ports: ServerHealthPorts) {
    this.#ports = ports
  }

  /** How often in a row the server was in trouble. */
  get troubles(): number {
    return this.#troubles
  }

  get inTrouble(): boolean {
    return this.#until !== undefined && this.#ports.clock().epochMilliseconds < this.#until.epochMilliseconds
  }

  well(): void {
    this.#troubles = 0
    this.#until = undefined
  }

  /** Connections that fail together count as one trouble. */
  trouble(sentence: string): void {
    if (this.inTrouble) return
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#troubles)
    this.#troubles++
    this.#until = this.#ports.clock().add({ milliseconds: wait })
    this.#ports.onTrouble(sentence)
  }

  /** Waits until the server may be tried again. */
  async ready(signal: AbortSignal): Promise<void> {
    while (this.inTrouble && !signal.aborted) {
      const left = (this.#until?.epochMilliseconds ?? 0) - this.#ports.clock().epochMilliseconds
      await this.#ports.sleep(Math.max(1, left), signal)
    }
  }
}
