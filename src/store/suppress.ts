import { type Actor, serversOf } from '../subscribers/actor.ts'
import { isErasedKey } from '../subscribers/erasure.ts'
import type { SuppressionStep as Step, SuppressionReason } from '../subscribers/subscriber.ts'
import { millisecondsOf } from './instants.ts'
import { cancelOpen } from './open-deliveries.ts'
import { cancelMails } from './put-mail.ts'
import { ADDRESS_GONE } from './record-outcomes.ts'
import type { Db, Trx } from './transaction.ts'

/** A suppression about to be written; `at` in epoch milliseconds. */
export interface NewSuppression {
  addressKey: string
  reason: SuppressionReason
  at: number
  source: Actor
  note?: string
  /** How it came about where it comes from; else this is its first step. */
  before?: Step[]
}

/** Why no mail may go to an address; undefined where it may. */
export async function suppressedAs(db: Db | Trx, addressKey: string): Promise<SuppressionReason | undefined> {
  const row = await db
    .selectFrom('suppressions')
    .select('reason')
    .where('address_key', '=', addressKey)
    .executeTakeFirst()
  return row?.reason
}

export async function isSuppressed(db: Db | Trx, addressKey: string): Promise<boolean> {
  return (await suppressedAs(db, addressKey)) !== undefined
}

/** Stops all mail to an address, also what is queued now. False when it was suppressed before: the first reason stays. */
export async function suppressAddress(trx: Trx, suppression: NewSuppression): Promise<boolean> {
  const { addressKey: address_key, reason, at, source, note = null, before = [] } = suppression
  if (isErasedKey(address_key)) return false
  const result = await trx
    .insertInto('suppressions')
    .values({ address_key, reason, at, note })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  const isNew = result.numInsertedOrUpdatedRows === 1n
  const isRecorded = isNew && (await recordSteps(trx, address_key, before))
  if (isNew && !isRecorded) await recordStep(trx, { address_key, action: 'suppressed', reason, at, source, note })
  const subscriber = await trx
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', address_key)
    .executeTakeFirst()
  if (subscriber) await cancelOpen(trx, { subscriberId: subscriber.id }, 'suppressed', at)
  await cancelMails(trx, address_key, at)
  return isNew
}

export interface Lifting {
  at: number
  source: Actor
  note?: string
}

/** Mail may go to the address again; what was called off stays so. Gives the reason that it had; undefined: it had none. */
export async function liftSuppression(
  trx: Trx,
  addressKey: string,
  { at, source, note = undefined }: Lifting,
): Promise<SuppressionReason | undefined> {
  const lifted = await trx
    .deleteFrom('suppressions')
    .where('address_key', '=', addressKey)
    .returning('reason')
    .executeTakeFirst()
  if (!lifted) return undefined
  const { reason } = lifted
  await recordStep(trx, { address_key: addressKey, action: 'lifted', reason, at, source, note: note ?? null })
  return reason
}

/**
 * Lifts what an edition's servers brought about by saying that addresses do not exist; says for how many. What a person
 * said, or an operator, or an import, stays.
 */
export async function liftOfEdition(trx: Trx, editionId: number, lifting: Lifting): Promise<number> {
  const rows = await goneOf(trx, editionId)
    .innerJoin('suppressions as x', 'x.address_key', 'p.address_key')
    .where('x.reason', 'in', ['no-such-address', 'bounced'])
    .execute()
  for (const { address_key } of rows) await liftSuppression(trx, address_key, lifting)
  return rows.length
}

/**
 * Suppresses the addresses that an edition's servers said do not exist, of these servers or of all, and that are not yet;
 * says how many.
 */
export async function suppressOfEdition(
  trx: Trx,
  { editionId, edition, servers }: { editionId: number; edition: string; servers?: string[] },
  at: number,
): Promise<number> {
  let query = goneOf(trx, editionId)
    .leftJoin('suppressions as x', 'x.address_key', 'p.address_key')
    .select(['d.reply_code', 'd.reply_enhanced'])
    .where('x.address_key', 'is', null)
  if (servers) query = query.where('d.server', 'in', servers)
  const rows = await query.execute()
  for (const { address_key: addressKey, reply_code, reply_enhanced } of rows) {
    const note = [reply_code, reply_enhanced].filter(Boolean).join(' ')
    await suppressAddress(trx, { addressKey, reason: 'no-such-address', at, note, source: serversOf(edition) })
  }
  return rows.length
}

/** Deliveries of an edition that a server refused, or that came back, since the address does not exist. */
function goneOf(trx: Trx, editionId: number) {
  return trx
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as p', 'p.id', 'd.subscriber_id')
    .select('p.address_key')
    .where('d.edition_id', '=', editionId)
    .where('d.state', 'in', ['rejected', 'bounced'])
    .where('d.reason', '=', ADDRESS_GONE)
    .where('p.address', '<>', '')
    .orderBy('d.id')
}

interface SuppressionStep {
  address_key: string
  action: 'suppressed' | 'lifted'
  reason: SuppressionReason
  at: number
  /** An Actor, or what another database had. */
  source: string
  note: string | null
}

async function recordStep(trx: Trx, step: SuppressionStep): Promise<void> {
  await trx.insertInto('suppression_steps').values(step).execute()
}

/** The record of an address that has none here goes on as it was elsewhere. False where there is nothing to write, or one here. */
export async function recordSteps(trx: Trx, address_key: string, steps: Step[]): Promise<boolean> {
  if (steps.length === 0) return false
  const known = await trx
    .selectFrom('suppression_steps')
    .select('id')
    .where('address_key', '=', address_key)
    .limit(1)
    .executeTakeFirst()
  if (known) return false
  for (const { action, reason, at, source, note = null } of steps)
    await recordStep(trx, { address_key, action, reason, at: millisecondsOf(at), source, note })
  return true
}
