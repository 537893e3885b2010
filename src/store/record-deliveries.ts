import type { Updateable } from 'kysely'
import type { DeliveryStep } from '../deliveries/delivery.ts'
import type { SmtpReply } from '../deliveries/reply.ts'
import { millisecondsOf } from './instants.ts'
import { assertHeld, type LeaseHold } from './leases.ts'
import { CANCELLABLE, cancelForsaken } from './open-deliveries.ts'
import { countUse } from './server-use.ts'
import { suppressAddress } from './suppress.ts'
import type { DeliveriesTable } from './tables.ts'
import type { Trx } from './transaction.ts'

/** What became of one delivery. `queued`: the server was in trouble, so the attempt does not count. */
export interface Outcome {
  deliveryId: number
  step: DeliveryStep | { state: 'queued' }
  /** Name of the server, as configured. */
  server: string
}

/** What all connections have to write down at one moment. */
export interface LedgerWrites {
  outcomes: Outcome[]
  /** Deliveries about to be sent. */
  intents: number[]
}

export interface LedgerAnswer {
  /** Intents that are no longer open: called off, paused or already being sent. They must not be sent. */
  refused: Set<number>
  /** Outcomes of deliveries that were not being sent; the ledger kept what it had. */
  stray: Set<number>
}

/**
 * Writes a group into the ledger: outcomes first, so that what a person just got is known before anything else is begun.
 * Throws LeaseLost, and writes nothing, where `lease` has another holder by now.
 */
export async function record(trx: Trx, writes: LedgerWrites, lease: LeaseHold, at: number): Promise<LedgerAnswer> {
  await assertHeld(trx, lease)
  const stray = new Set<number>()
  for (const outcome of writes.outcomes) {
    if (!(await recordOutcome(trx, outcome, at))) stray.add(outcome.deliveryId)
  }
  await cancelForsaken(trx, backAgain(writes.outcomes), at)
  await countUse(trx, tried(writes.outcomes), at)
  return { stray, refused: await recordIntents(trx, writes.intents, at) }
}

/** False where the delivery was not being sent. */
async function recordOutcome(trx: Trx, outcome: Outcome, at: number): Promise<boolean> {
  const { deliveryId, step } = outcome
  const isUncounted = step.state === 'queued' ? 1 : 0
  const isUncertain = step.state === 'uncertain' ? 1 : 0
  const result = await trx
    .updateTable('deliveries')
    .set((eb) => ({
      ...columnsOf(outcome, at),
      attempts: eb('attempts', '-', isUncounted),
      first_at: eb.case().when('attempts', '<=', isUncounted).then(null).else(eb.ref('first_at')).end(),
      uncertain_count: eb('uncertain_count', '+', isUncertain),
    }))
    .where('id', '=', deliveryId)
    .where('state', '=', 'sending')
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) return false
  if (step.state === 'rejected' && step.suppress) await suppressRecipient(trx, deliveryId, step.reply, at)
  return true
}

function columnsOf({ step, server }: Outcome, at: number): Updateable<DeliveriesTable> {
  const reply = 'reply' in step ? step.reply : undefined
  const until = 'until' in step ? step.until : undefined
  return {
    state: step.state,
    state_at: 'at' in step ? millisecondsOf(step.at) : at,
    due_at: until ? millisecondsOf(until) : null,
    reply_code: reply?.code ?? null,
    reply_enhanced: reply?.enhanced ?? null,
    reply_text: reply?.text ?? null,
    relay_id: ('relayId' in step ? step.relayId : undefined) ?? null,
    error: ('error' in step ? step.error : undefined) ?? null,
    server,
  }
}

async function suppressRecipient(trx: Trx, deliveryId: number, reply: SmtpReply, at: number): Promise<void> {
  const { address_key } = await trx
    .selectFrom('deliveries')
    .innerJoin('subscribers', 'subscribers.id', 'deliveries.subscriber_id')
    .select('subscribers.address_key')
    .where('deliveries.id', '=', deliveryId)
    .executeTakeFirstOrThrow()
  const note = [reply.code, reply.enhanced].filter(Boolean).join(' ')
  await suppressAddress(trx, { addressKey: address_key, reason: 'no-such-address', at, note })
}

/** The servers of messages that were tried; the server's own trouble is no use of it. */
function tried(outcomes: Outcome[]): string[] {
  return outcomes.filter(({ step }) => step.state !== 'queued').map(({ server }) => server)
}

/** Those that may be open again, and so may have been left behind by their person meanwhile. */
function backAgain(outcomes: Outcome[]): number[] {
  return outcomes
    .filter(({ step }) => (CANCELLABLE as string[]).includes(step.state))
    .map(({ deliveryId }) => deliveryId)
}

/** Marks as being sent what is still open, in an edition that is still going; returns the others. */
async function recordIntents(trx: Trx, intents: number[], at: number): Promise<Set<number>> {
  const refused = new Set(intents)
  if (intents.length === 0) return refused
  const begun = await trx
    .updateTable('deliveries')
    .set((eb) => ({
      state: 'sending',
      state_at: at,
      sending_at: at,
      due_at: null,
      attempts: eb('attempts', '+', 1),
      first_at: eb.fn.coalesce('first_at', eb.val(at)),
    }))
    .where('id', 'in', intents)
    .where('state', 'in', CANCELLABLE)
    .where('edition_id', 'in', (eb) =>
      eb.selectFrom('editions').select('id').where('state', 'in', ['sending', 'settling']),
    )
    .returning('id')
    .execute()
  for (const { id } of begun) refused.delete(id)
  return refused
}
