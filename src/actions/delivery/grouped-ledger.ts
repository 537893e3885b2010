import type { Temporal } from 'temporal-polyfill'
import type { LedgerAnswer, LedgerWrites, Outcome } from '../../deliveries/ledger.ts'
import type { WorkerLease } from '../../deliveries/worker.ts'

export interface LedgerRecorder {
  /** One transaction; throws LeaseLost. */
  record(writes: LedgerWrites, worker: WorkerLease, at: Temporal.Instant): Promise<LedgerAnswer>
}

interface Waiting {
  outcome?: Outcome
  intent?: number
  resolve(mayBeSent: boolean): void
  reject(error: unknown): void
}

export interface GroupedLedgerPorts {
  ledger: LedgerRecorder
  worker: WorkerLease
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** Milliseconds that a group waits for more of its kind; 0: what comes in one turn is a group. */
  gatherMs: number
  /** Aborts when delivery is to end: what cannot be written then is tried once more, and given up. */
  stop: AbortSignal
  /** True for what may pass, such as a full disk: what was accepted is then offered again, longer than anything else. */
  isPassing(error: unknown): boolean
  onTrouble(sentence: string): void
  /** An error that nobody foresaw, for a log. */
  onUnforeseen(error: unknown): void
}

/**
 * The ledger as the connections see it: each writes the outcome of its last message and the intent of its next,
 * and waits until both are durable. What all of them ask for in one turn goes into one transaction.
 */
export class GroupedLedger {
  readonly #ports: GroupedLedgerPorts
  #waiting: Waiting[] = []
  #flushing = false
  #sent = 0

  constructor(ports: GroupedLedgerPorts) {
    this.#ports = ports
  }

  /** How many messages had an outcome. */
  get sent(): number {
    return this.#sent
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
    const { gatherMs, sleep, stop } = this.#ports
    while (this.#waiting.length > 0) {
      if (gatherMs > 0 && !stop.aborted) await sleep(gatherMs, stop)
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

  async #recordPatiently(group: Waiting[]): Promise<LedgerAnswer> {
    const { ledger, worker, clock, sleep, stop, isPassing, onTrouble } = this.#ports
    const writes = {
      outcomes: group.flatMap(({ outcome }) => outcome ?? []),
      intents: group.flatMap(({ intent }) => intent ?? []),
    }
    const at = clock()
    for (let attempt = 0; ; attempt++) {
      try {
        const recorded = await ledger.record({ ...writes, isAgain: attempt > 0 }, worker, at)
        // A try that failed may have come so far that the next finds its own outcomes written.
        if (attempt === 0) this.#tellStray(writes.outcomes, recorded.stray)
        this.#sent += writes.outcomes.filter(({ step }) => step.state !== 'queued').length
        return recorded
      } catch (error) {
        if (!isPassing(error) || attempt >= MAX_ATTEMPTS || stop.aborted) throw error
        onTrouble(`What the servers answered cannot be written down, and is tried again: ${(error as Error).message}`)
        await sleep(Math.min(30_000, 250 * 2 ** attempt), stop)
      }
    }
  }

  #tellStray(outcomes: Outcome[], stray: Set<number>): void {
    for (const { deliveryId, step } of outcomes) {
      if (!stray.has(deliveryId)) continue
      this.#ports.onUnforeseen(
        new Error(
          `The ledger refused a step: delivery ${deliveryId} was not being sent, or cannot become ${step.state}.`,
        ),
      )
    }
  }
}

/** With waits of up to half a minute: about an hour and a half. */
const MAX_ATTEMPTS = 180
