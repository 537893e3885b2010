import type { Temporal } from 'temporal-polyfill'
import type { Part } from '../deliveries/hand-out.ts'
import type { Lease } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import type { Trx } from './transaction.ts'

/** Who sends which part of an edition. The ledger alone says what became of a delivery, and who may send it. */
export interface HandOut {
  /** Whether several workers may deliver at once. */
  isShared: boolean
  /** Before an edition is frozen. */
  prepare(editionId: number): Promise<void>
  /** All of an edition is to be sent: in the transaction that writes its deliveries down. */
  offer(trx: Trx, editionId: number): Promise<void>
  /** A part that nobody has, for a worker that has had so many in this pass; undefined: there is none now. */
  take(editionId: number, worker: WorkerLease, had: number): Promise<Part | undefined>
  /** Is done with a part of which nothing can be sent now. With `isOver`, one of which something can is given back. False: it is kept. */
  settle(part: Part, at: Temporal.Instant, isOver: boolean): Promise<boolean>
  /**
   * Hands on what workers that are over had, and makes parts of what has come due; on the strength of the delivery lease.
   * Throws LeaseLost.
   */
  sweep(lease: Lease, at: Temporal.Instant): Promise<void>
  /** Of all that was offered nothing is left: another database takes this one's place. */
  forgetAll(trx: Trx): Promise<void>
  close(): Promise<void>
}

/** One delivers: it has the whole of each edition. */
export const WHOLE_EDITIONS: HandOut = {
  isShared: false,
  prepare: async () => {},
  offer: async () => {},
  take: async (editionId, _worker, had) =>
    had === 0 ? { id: '', editionId, firstId: 0, lastId: Number.MAX_SAFE_INTEGER } : undefined,
  settle: async () => true,
  sweep: async () => {},
  forgetAll: async () => {},
  close: async () => {},
}
