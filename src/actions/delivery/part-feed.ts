import type { Temporal } from 'temporal-polyfill'
import type { Part } from '../../deliveries/hand-out.ts'
import type { WorkerLease } from '../../deliveries/worker.ts'
import type { ClaimedDelivery } from './delivery-run.ts'

export interface PartFeedPorts {
  handOut: {
    take(editionId: number, worker: WorkerLease, had: number): Promise<Part | undefined>
    settle(part: Part, at: Temporal.Instant, isOver: boolean): Promise<boolean>
  }
  worker: WorkerLease
  deliveries: {
    claimable(
      editionId: number,
      now: Temporal.Instant,
      limit: number,
      afterId: number,
      lastId: number,
    ): Promise<ClaimedDelivery[]>
    /** What was never tried and whose reader's hour came after this one's, by that hour. */
    cameDue(editionId: number, now: Temporal.Instant, limit: number, after: DuePlace): Promise<ClaimedDelivery[]>
  }
  /** Whether it also takes what comes due meanwhile in parts that were gone through; of several workers one does. */
  takesDue(): boolean
  clock(): Temporal.Instant
}

/** In the order of readers' hours. */
export interface DuePlace {
  at: Temporal.Instant
  id: number
}

/**
 * What a worker gets of an edition in one pass: one part after another, as long as there is one that nobody has; and before
 * those whose readers' hour comes in the midst of it, which may take hours.
 */
export class PartFeed {
  readonly #ports: PartFeedPorts
  readonly #editionId: number
  /** Those that it has not done with; the last is the one that is read. */
  #held: Part[] = []
  #had = 0
  #afterId = 0
  #isOver = false
  readonly #came = new Set<number>()
  #due: DuePlace
  #reading: Promise<ClaimedDelivery[]> = Promise.resolve([])

  constructor(ports: PartFeedPorts, editionId: number) {
    this.#ports = ports
    this.#editionId = editionId
    this.#due = { at: ports.clock(), id: Number.MAX_SAFE_INTEGER }
  }

  /** The next deliveries; none where nothing is to be had. */
  next(limit: number): Promise<ClaimedDelivery[]> {
    this.#reading = this.#read(limit)
    return this.#reading
  }

  /** Nothing more is sent: what is left of its parts is others' business. */
  async end(): Promise<void> {
    this.#isOver = true
    // A part may be on its way to it; what stood in the way is thrown where it was asked for.
    await this.#reading.catch(() => {})
    await this.#settle(this.#held, true)
  }

  async #read(limit: number): Promise<ClaimedDelivery[]> {
    while (!this.#isOver) {
      const came = await this.#cameDue(limit)
      if (came.length > 0) return came
      const part = this.#held.at(-1)
      const rows = part && this.#afterId < part.lastId ? await this.#claimable(part, limit) : []
      this.#afterId = rows.at(-1)?.id ?? this.#afterId
      const others = rows.filter(({ id }) => !this.#came.has(id))
      if (others.length > 0) return others
      if (rows.length > 0) continue
      if (!(await this.#take())) return []
    }
    return []
  }

  #claimable({ lastId }: Part, limit: number): Promise<ClaimedDelivery[]> {
    const { deliveries, clock } = this.#ports
    return deliveries.claimable(this.#editionId, clock(), limit, this.#afterId, lastId)
  }

  async #cameDue(limit: number): Promise<ClaimedDelivery[]> {
    const { deliveries, clock, takesDue } = this.#ports
    if (!takesDue()) return []
    const rows = await deliveries.cameDue(this.#editionId, clock(), limit, this.#due)
    const last = rows.at(-1)
    if (last?.notBefore) this.#due = { at: last.notBefore, id: last.id }
    for (const { id } of rows) this.#came.add(id)
    return rows
  }

  async #take(): Promise<boolean> {
    const { handOut, worker } = this.#ports
    const part = await handOut.take(this.#editionId, worker, this.#had)
    if (!part) return false
    this.#had++
    await this.#settle(this.#held, false)
    this.#held.push(part)
    this.#afterId = part.firstId - 1
    return true
  }

  async #settle(parts: Part[], isOver: boolean): Promise<void> {
    const { handOut, clock } = this.#ports
    for (const part of [...parts])
      if (await handOut.settle(part, clock(), isOver)) this.#held = this.#held.filter((other) => other !== part)
  }
}
