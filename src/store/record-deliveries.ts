import { mayFollow } from '../deliveries/delivery-states.ts'
import type { LedgerAnswer, LedgerWrites, Outcome } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import { engineOf } from './engine.ts'
import { cancelForsaken } from './open-deliveries.ts'
import { recordOutcomes } from './record-outcomes.ts'
import { countUse } from './server-use.ts'
import { writeIntents } from './step-deliveries.ts'
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
  // Where several deliver, messages are counted with the leave to send them: here each would wait for the others' commits.
  if (!engineOf(trx).isShared) await countUse(trx, tried(writes.outcomes), at)
  return { stray, refused: await claim(trx, writes, worker, at) }
}

/** The servers of messages that were tried; the server's own trouble is no use of it. */
export function tried(outcomes: Outcome[]): string[] {
  return outcomes.filter(({ step }) => step.state !== 'queued').map(({ server }) => server)
}

/** Those that may be open again, and so may have been left behind by their person meanwhile. */
function backAgain(outcomes: Outcome[]): number[] {
  return outcomes.filter(({ step }) => mayFollow(step.state, 'cancelled')).map(({ deliveryId }) => deliveryId)
}

/** A worker claims, in one statement, what is still open in an edition that is still going; gives the others. */
async function claim(
  trx: Trx,
  { intents, isAgain }: LedgerWrites,
  { id: worker }: WorkerLease,
  at: number,
): Promise<Set<number>> {
  const refused = new Set(intents)
  if (intents.length === 0) return refused
  for (const { id } of await writeIntents.deliveries(trx, intents.length, [at, at, at, worker, ...intents]))
    refused.delete(id)
  if (isAgain) for (const id of await claimedBefore(trx, intents, worker, at)) refused.delete(id)
  return refused
}

async function claimedBefore(trx: Trx, intents: number[], worker: number, at: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('deliveries')
    .select('id')
    .where('id', 'in', intents)
    .where('state', '=', 'sending')
    .where('worker_id', '=', worker)
    .where('sending_at', '=', at)
    .execute()
  return rows.map(({ id }) => id)
}
