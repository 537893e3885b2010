import type { Temporal } from 'temporal-polyfill'
import type { Lease, LedgerWrites, Outcome } from '../../deliveries/ledger.ts'

export interface LedgerRecorder {
  /** One transaction; throws LeaseLost. Refused intents were cancelled meanwhile: their mail must not be sent. */
  record(writes: LedgerWrites, lease: Lease, at: Temporal.Instant): Promise<{ refused: Set<number> }>
}

interface Waiting {
  outcome?: Outcome
  intent?: number
  resolve(mayBeSent: boolean): void
  reject(error: unknown): void
}

export interface GroupedLedgerPorts {
  ledger: LedgerRecorder
  lease: Lease
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Aborts when delivery is to end: what cannot be written then is tried once more, and given up. */
  stop: AbortSignal
  /** True for what may pass, such as a full disk: what was accepted is then offered again, longer than anything else. */
  isPassing(error: unknown): boolean
  onTrouble(sentence: string): void
}

/**
 * The ledger as the connections see it: each writes the outcome of its last message and the intent of its next,
 * and waits until both are durable. What all of them ask for in one turn goes into one transaction.
 */
export class GroupedLedger {
  readonly #ports: GroupedLedgerPorts
  #waiting: Waiting[] = []
  #flushing = false

  constructor(ports: GroupedLedgerPorts) {
    this.#ports = ports
  }

  /** Resolves once written; false when `intent` is no longer open and must not be sent. */
  write(outcome: Outcome | undefined, intent: number | undefined): Promise<boolean> {
    if (!outcome && intent === undefined) return Promise.resolve(false)
    return new Promise((resolve, reject) => {
      this.#waiting.push({ outcome, intent, resolve, reject })
      if (!this.#flushing) {
        this.#flushing = true
        setImmediate(() => this.#flush())
      }
    })
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        const { refused } = await this.#recordPatiently(group)
        for (const { intent, resolve } of group) resolve(intent !== undefined && !refused.has(intent))
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    this.#flushing = false
  }

  async #recordPatiently(group: Waiting[]): Promise<{ refused: Set<number> }> {
    const { ledger, lease, clock, sleep, stop, isPassing, onTrouble } = this.#ports
    const writes = {
      outcomes: group.flatMap(({ outcome }) => outcome ?? []),
      intents: group.flatMap(({ intent }) => intent ?? []),
    }
    for (let attempt = 0; ; attempt++) {
      try {
        return await ledger.record(writes, lease, clock())
      } catch (error) {
        if (!isPassing(error) || attempt >= MAX_ATTEMPTS || stop.aborted) throw error
        onTrouble(`What the servers answered cannot be written down, and is tried again: ${(error as Error).message}`)
        await sleep(Math.min(30_000, 250 * 2 ** attempt), stop)
      }
    }
  }
}

/** With waits of up to half a minute: about an hour and a half. */
const MAX_ATTEMPTS = 180
