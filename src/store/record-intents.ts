import type { LedgerWrites } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import { type SentTable, writeIntents } from './step-deliveries.ts'
import type { Trx } from './transaction.ts'

/** A worker claims, in one statement, what is still open, of deliveries in an edition that is still going; gives the others. */
export async function recordIntents(
  trx: Trx,
  { intents, isAgain }: Pick<LedgerWrites, 'intents' | 'isAgain'>,
  { id: worker }: WorkerLease,
  at: number,
  table: SentTable = 'deliveries',
): Promise<Set<number>> {
  const refused = new Set(intents)
  if (intents.length === 0) return refused
  for (const { id } of await writeIntents[table](trx, intents.length, [at, at, at, worker, ...intents]))
    refused.delete(id)
  if (isAgain) for (const id of await claimedBefore(trx, intents, worker, at, table)) refused.delete(id)
  return refused
}

async function claimedBefore(
  trx: Trx,
  intents: number[],
  worker: number,
  at: number,
  table: SentTable,
): Promise<number[]> {
  const rows = await trx
    .selectFrom(table)
    .select('id')
    .where('id', 'in', intents)
    .where('state', '=', 'sending')
    .where('worker_id', '=', worker)
    .where('sending_at', '=', at)
    .execute()
  return rows.map(({ id }) => id)
}
