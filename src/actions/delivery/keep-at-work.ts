import type { Temporal } from 'temporal-polyfill'
import type { Lease } from '../../deliveries/ledger.ts'
import type { WorkDone, WorkerLease } from '../../deliveries/worker.ts'
import { TTL_MS } from '../take-lease.ts'
import { abortWhen } from './abort-when.ts'
import { type SettleOverPorts, settleOver } from './settle-over.ts'
import { LEASE, type TakeDeliveryPorts, takeDelivery } from './take-delivery.ts'

export interface KeepPorts extends SettleOverPorts, Omit<TakeDeliveryPorts, 'leases'> {
  leases: TakeDeliveryPorts['leases'] & {
    renew(lease: Lease, now: Temporal.Instant, ttlMs: number): Promise<boolean>
    release(lease: Lease): Promise<void>
  }
  workers: SettleOverPorts['workers'] & {
    heard(worker: WorkerLease, at: Temporal.Instant, work?: WorkDone): Promise<boolean>
  }
  handOut: {
    isShared: boolean
    sweep(lease: Lease, at: Temporal.Instant): Promise<void>
  }
  isPassing(error: unknown): boolean
  isLeaseLost(error: unknown): boolean
}

/** A worker's right to deliver, kept for as long as it does. */
export interface Keeper {
  /** Aborts when delivery is to end: it was told so, or another process took over. */
  kept: AbortSignal
  /** The right to do what one machine alone may do; undefined: another has it. */
  lease(): Lease | undefined
  /** Hands out what there is to hand out. */
  sweep(): Promise<void>
  /** Delivery is over, what is under way not yet. */
  stop(): void
  /** All is over. @throws what ended it, where that was a fault */
  end(): Promise<void>
}

const RENEW_EVERY_MS = 10_000

interface Kept {
  worker: WorkerLease
  /** How many messages had an outcome by it. */
  sent(): number
}

/** How much a worker did, and how fast it was since it last said so. */
function workDone({ sent }: Kept, clock: () => Temporal.Instant): () => WorkDone {
  let last: { sent: number; at: number } | undefined
  return () => {
    const now = { sent: sent(), at: clock().epochMilliseconds }
    const minutes = last ? (now.at - last.at) / 60_000 : 0
    const perMinute = minutes > 0 ? Math.round((now.sent - (last?.sent ?? 0)) / minutes) : 0
    last = now
    return { sent: now.sent, perMinute }
  }
}

/** Of one that delivers alone: with either lease all is lost. */
export function keepAlone(ports: KeepPorts, kept: Kept & { lease: Lease }, signal: AbortSignal): Keeper {
  const { leases, workers, clock, sleep } = ports
  const { worker, lease } = kept
  const done = workDone(kept, clock)
  const watch = abortWhen(signal, {
    everyMs: RENEW_EVERY_MS,
    sleep,
    isOver: async () => {
      if (!(await leases.renew(lease, clock(), TTL_MS)) || !(await workers.heard(worker, clock(), done()))) return true
      await settleOver(ports, worker)
      return false
    },
  })
  return { kept: watch.signal, lease: () => lease, sweep: async () => {}, stop: watch.stop, end: async () => {} }
}

const TURN_MS = 1_000
/** In turns. */
const BEAT_EVERY = 5
/** Who could not reach the database for a while does not know whether others could: so many beats without a gap come first. */
const STEADY_BEATS = 7
const LONGEST_GAP_MS = 15_000

/**
 * Of a worker beside others: shows that it lives, until the very end; looks after the others; and does what one alone may
 * do while nobody else does. A database that does not answer is waited for: nothing can be claimed meanwhile.
 */
export class SharedKeeper implements Keeper {
  readonly kept: AbortSignal
  readonly #ports: KeepPorts
  readonly #worker: WorkerLease
  readonly #done: () => WorkDone
  readonly #stop = new AbortController()
  readonly #end = new AbortController()
  readonly #keeping: Promise<void>
  #lease: Lease | undefined
  #failure: { error: unknown } | undefined
  #steady = 0
  #beatAt: number | undefined

  constructor(ports: KeepPorts, kept: Kept & { lease: Lease | undefined }, signal: AbortSignal) {
    this.#ports = ports
    this.#worker = kept.worker
    this.#lease = kept.lease
    this.#done = workDone(kept, ports.clock)
    this.kept = AbortSignal.any([signal, this.#stop.signal])
    this.#keeping = this.#keep()
  }

  lease(): Lease | undefined {
    return this.#lease
  }

  async sweep(): Promise<void> {
    const { handOut, clock, isLeaseLost } = this.#ports
    try {
      if (this.#lease) await handOut.sweep(this.#lease, clock())
    } catch (error) {
      if (!isLeaseLost(error)) throw error
      this.#lease = undefined
    }
  }

  stop(): void {
    this.#stop.abort()
  }

  async end(): Promise<void> {
    this.#stop.abort()
    this.#end.abort()
    await this.#keeping
    if (this.#lease) await this.#ports.leases.release(this.#lease)
    if (this.#failure) throw this.#failure.error
  }

  async #keep(): Promise<void> {
    const { sleep, isPassing } = this.#ports
    for (let turn = 0; !this.#end.signal.aborted; turn++) {
      try {
        if (!(await this.#turn(turn))) return this.#stop.abort()
      } catch (error) {
        this.#steady = 0
        if (!isPassing(error)) {
          this.#failure = { error }
          return this.#stop.abort()
        }
      }
      await sleep(TURN_MS, this.#end.signal)
    }
  }

  /** False: it was declared over. */
  async #turn(turn: number): Promise<boolean> {
    if (turn % BEAT_EVERY !== 0) {
      if (!this.kept.aborted) await this.sweep()
      return true
    }
    if (!(await this.#beat())) return false
    if (!this.#lease && !this.kept.aborted) await this.#takeLease()
    await settleOver(this.#ports, this.#worker, { ofSilence: this.#steady >= STEADY_BEATS })
    return true
  }

  async #beat(): Promise<boolean> {
    const { leases, workers, clock } = this.#ports
    const now = clock().epochMilliseconds
    const gap = this.#beatAt === undefined ? 0 : now - this.#beatAt
    if (this.#lease && !(await leases.renew(this.#lease, clock(), TTL_MS))) this.#lease = undefined
    if (!(await workers.heard(this.#worker, clock(), this.#done()))) return false
    this.#steady = gap >= 0 && gap <= LONGEST_GAP_MS ? this.#steady + 1 : 0
    this.#beatAt = now
    return true
  }

  async #takeLease(): Promise<void> {
    const answer = await takeDelivery(this.#ports)
    if ('fence' in answer) this.#lease = { name: LEASE, holder: this.#ports.holder, fence: answer.fence }
  }
}
