import { mayFollow } from '../deliveries/delivery-states.ts'
import type { LedgerAnswer, LedgerWrites, Outcome } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import { cancelForsaken } from './open-deliveries.ts'
import { recordIntents } from './record-intents.ts'
import { recordOutcomes } from './record-outcomes.ts'
import { countUse } from './server-use.ts'
import type { Trx } from './transaction.ts'
import { assertAtWork } from './workers.ts'

/**
 * Writes a group of a worker's into the ledger: outcomes first, so that what a person just got is known before anything else
 * is begun. Throws LeaseLost, and writes nothing, where that worker was declared over.
 */
export async function record(trx: Trx, writes: LedgerWrites, worker: WorkerLease, at: number): Promise<LedgerAnswer> {
  await assertAtWork(trx, worker)
  const stray = await recordOutcomes(trx, writes.outcomes, worker, at)
  await cancelForsaken(trx, backAgain(writes.outcomes), at)
  await countUse(trx, writes.outcomes, at)
  return { stray, refused: await recordIntents(trx, writes, worker, at) }
}

/** Those that may be open again, and so may have been left behind by their person meanwhile. */
function backAgain(outcomes: Outcome[]): number[] {
  return outcomes.filter(({ step }) => mayFollow(step.state, 'cancelled')).map(({ deliveryId }) => deliveryId)
}
