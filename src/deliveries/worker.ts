import type { Temporal } from 'temporal-polyfill'
import type { ProcessIdentity } from './running-process.ts'

/** A process that begins to deliver. `holder` is its row of processes. */
export interface NewWorker extends ProcessIdentity {
  holder: string
}

/** A worker as the others on the database see it. */
export interface RunningWorker extends NewWorker, WorkerLease, WorkDone {
  since: Temporal.Instant
  heardAt: Temporal.Instant
}

/** Messages that had an outcome by it since it began, and how many a minute at the last count. */
export interface WorkDone {
  sent: number
  perMinute: number
}

/** How many deliveries of an edition a worker has in its parts, sent or not. */
export interface Holding {
  workerId: number
  editionId: number
  deliveries: number
}

/** A worker's right to write into the ledger. The id is never given twice: one that was declared over has lost it for good. */
export interface WorkerLease {
  id: number
}

/** Who is silent for so long is taken for over. */
export const SILENT_AFTER_MS = 30_000

/**
 * Is this worker over? What it was sending may have arrived.
 *
 * @param isGone whether its process is known to be over; undefined where nobody can tell
 */
export function isOver({ heardAt }: RunningWorker, now: Temporal.Instant, isGone: boolean | undefined): boolean {
  // One that was heard of later than now was so before the clock was set back.
  return isGone === true || Math.abs(now.epochMilliseconds - heardAt.epochMilliseconds) >= SILENT_AFTER_MS
}
