import { mayFollow } from '../deliveries/delivery-states.ts'
import type { Outcome } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import { millisecondsOf } from './instants.ts'
import { type SentTable, writeOutcomes } from './step-deliveries.ts'
import type { Trx } from './transaction.ts'

/**
 * Why a delivery was rejected, where the server said that the address does not exist. Whether to believe it, and suppress
 * the address, is seen when the edition settles: a server at fault says so of everybody.
 */
export const ADDRESS_GONE = 'no-such-address'

/**
 * Writes down what became of deliveries, or mails of the outbox, that were being sent, each at most once. Gives the ids of those that were not
 * being sent by this worker, or cannot become that: the ledger kept what it had.
 */
export async function recordOutcomes(
  trx: Trx,
  outcomes: Outcome[],
  worker: WorkerLease,
  at: number,
  table: SentTable = 'deliveries',
): Promise<Set<number>> {
  const stray = new Set(outcomes.map(({ deliveryId }) => deliveryId))
  const legal = outcomes.filter(({ step }) => mayFollow('sending', step.state))
  if (legal.length === 0) return stray
  const rows = legal.flatMap((outcome) => rowOf(outcome, at))
  const written = await writeOutcomes[table](trx, legal.length, [...rows, worker.id])
  for (const { id } of written) stray.delete(id)
  return stray
}

/** In the order of the statement's columns. */
function rowOf({ deliveryId, step, server }: Outcome, at: number): unknown[] {
  const reply = 'reply' in step ? step.reply : undefined
  const until = 'until' in step ? step.until : undefined
  return [
    deliveryId,
    step.state,
    'at' in step ? millisecondsOf(step.at) : at,
    until ? millisecondsOf(until) : null,
    reply?.code ?? null,
    reply?.enhanced ?? null,
    reply?.text ?? null,
    ('relayId' in step ? step.relayId : undefined) ?? null,
    ('error' in step ? step.error : undefined) ?? null,
    server,
    step.state === 'rejected' && step.suppress ? ADDRESS_GONE : null,
    step.state === 'queued' ? 1 : 0,
    step.state === 'uncertain' ? 1 : 0,
  ]
}
