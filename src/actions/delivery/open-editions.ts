import { problemsOf } from '../../config/unforeseen.ts'
import { editionName } from '../../editions/edition.ts'
import { type AdvancePorts, advanceEdition } from './advance-edition.ts'
import type { InRounds } from './in-rounds.ts'
import type { OpenEdition } from './open-edition.ts'

export interface OpenEditionsPorts extends AdvancePorts {
  editions: AdvancePorts['editions'] & {
    /** The oldest first. */
    open(): Promise<OpenEdition[]>
  }
  /** True for what concerns all editions, such as a lost lease or a database that is gone. */
  endsDelivery(error: unknown): boolean
  /** An error that nobody foresaw, for a log. */
  onUnforeseen(error: unknown): void
}

/**
 * The open editions, each on its way beside the others: planned ones whose posts have come online go, approved ones are
 * frozen, and what is due of those being sent is sent.
 */
export class OpenEditions implements InRounds {
  readonly #ports: OpenEditionsPorts
  readonly #signal: AbortSignal
  readonly #running = new Map<number, Promise<void>>()
  readonly #failed = new Map<number, { times: number; againAt: number }>()
  #failure: { error: unknown } | undefined
  #count = 0

  constructor(ports: OpenEditionsPorts, signal: AbortSignal) {
    this.#ports = ports
    this.#signal = signal
  }

  /** Sets every open edition on its way that is not yet; throws what ended one of them. */
  async round(): Promise<void> {
    for (const { id } of await this.#ports.editions.open()) {
      if (this.#running.has(id) || this.#isWaiting(id) || this.#signal.aborted) continue
      const running = this.#advance(id).finally(() => this.#running.delete(id))
      this.#running.set(id, running)
    }
    if (this.#failure) throw this.#failure.error
  }

  /** How many messages had an outcome, of editions that came to rest since it was last asked. */
  takeCount(): number {
    const count = this.#count
    this.#count = 0
    return count
  }

  get isBusy(): boolean {
    return this.#running.size > 0
  }

  /** Waits for all that is under way. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values())
    if (this.#failure) throw this.#failure.error
  }

  /** Never rejects: what concerns all editions is thrown by the next round. */
  async #advance(id: number): Promise<void> {
    try {
      this.#count += await advanceEdition(this.#ports, id, this.#signal)
      this.#failed.delete(id)
    } catch (error) {
      if (this.#ports.endsDelivery(error)) this.#failure ??= { error }
      else await this.#setAside(id, error).catch((failure) => (this.#failure ??= { error: failure }))
    }
  }

  /** What nobody foresaw stops this edition alone: it is tried again, later each time, and stopped when that does not help. */
  async #setAside(id: number, error: unknown): Promise<void> {
    const { clock, onUnforeseen } = this.#ports
    onUnforeseen(error)
    const times = (this.#failed.get(id)?.times ?? 0) + 1
    const againAt = clock().epochMilliseconds + FIRST_WAIT_MS * 4 ** (times - 1)
    this.#failed.set(id, { times, againAt })
    if (times < TRIES) return
    await stopFailing(this.#ports, id, error)
    this.#failed.delete(id)
  }

  #isWaiting(id: number): boolean {
    return (this.#failed.get(id)?.againAt ?? 0) > this.#ports.clock().epochMilliseconds
  }
}

/** Of an edition whose delivery fails in a way that nobody foresaw: at once, after 15 seconds, and after a minute more. */
const TRIES = 3
const FIRST_WAIT_MS = 15_000

async function stopFailing(ports: OpenEditionsPorts, id: number, error: unknown): Promise<void> {
  const edition = await ports.editions.byId(id)
  if (!edition) return
  const isSending = edition.state === 'sending' || edition.state === 'settling'
  const to = isSending ? 'paused' : 'held'
  if (!(await ports.editions.step(id, to, 'error', ports.clock()))) return
  const name = editionName(edition)
  const [problem] = problemsOf(`The delivery of ${name}`, error)
  const next = isSending ? `broadsheet resume ${name}` : `broadsheet release ${name}`
  ports.onAlarm(`${name} is ${to}: ${problem?.message} Other editions go on; go on with this one with: ${next}.`)
}
