import { type Selectable, sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { DeliveryState } from '../deliveries/delivery.ts'
import type { Actor } from '../subscribers/actor.ts'
import { mayTakeBack } from '../subscribers/take-back.ts'
import { millisecondsOf } from './instants.ts'
import { isForsaken } from './open-deliveries.ts'
import { cameOtherwise } from './reopen-deliveries.ts'
import { sinceOf } from './since.ts'
import { stepDeliveries } from './step-deliveries.ts'
import { sendAgain } from './step-edition.ts'
import { stepSubscriptions } from './step-subscriptions.ts'
import { subscriptionOf } from './subscriber-rows.ts'
import type { ConsentsTable, SubscriptionsTable } from './tables.ts'
import type { Trx } from './transaction.ts'

/** Whose leaving is taken back: of one subscription by its handle, or of all that its person left lately. */
export interface TakingBack {
  handle: string
  isAll?: boolean
  at: Temporal.Instant
  source: Actor
}

/**
 * As if they had not left: `since` is kept, so that nothing is lost or doubled, and what was called off of an edition that is
 * still going goes out. Gives the newsletters that they get again.
 */
export async function takeBackLeaving(trx: Trx, { handle, isAll, at, source }: TakingBack): Promise<string[]> {
  const own = await trx.selectFrom('subscriptions').selectAll().where('handle', '=', handle).executeTakeFirst()
  if (!own || (await isSuppressed(trx, own.subscriber_id))) return []
  const rows = isAll
    ? await trx.selectFrom('subscriptions').selectAll().where('subscriber_id', '=', own.subscriber_id).execute()
    : [own]
  const again: string[] = []
  for (const row of rows.sort((a, b) => a.id - b.id)) {
    const [last, before] = await lastConsents(trx, row)
    if (!mayTakeBack(subscriptionOf(row), last?.action, at)) continue
    await comeBack(trx, row, before, millisecondsOf(at), source)
    again.push(row.newsletter_id)
  }
  return again
}

async function comeBack(
  trx: Trx,
  row: Selectable<SubscriptionsTable>,
  before: Selectable<ConsentsTable> | undefined,
  at: number,
  source: Actor,
): Promise<void> {
  const { id, subscriber_id, newsletter_id } = row
  // Who left in the midst of a pause is not sent what it spared them; a pause that was over has moved `since` beyond its beginning.
  const wasPaused = before?.action === 'paused' && row.since <= before.at
  // By mail, all that stands in their feed would come once more.
  const to = before?.action === 'by-feed' ? 'by-feed' : 'active'
  await stepSubscriptions(trx, to, { at, ...(wasPaused && { since: await sinceOf(trx, newsletter_id, at) }) })
    .where('id', '=', id)
    .execute()
  const names = { subscriber_id, newsletter_id }
  await trx
    .insertInto('consents')
    .values({ ...names, action: 'resubscribed', at, source })
    .execute()
  await queueAgain(trx, row, at)
}

/** What may have arrived already is not sent once more; what waited, for an hour or what it corrects, waits again. */
async function queueAgain(trx: Trx, row: Selectable<SubscriptionsTable>, at: number): Promise<void> {
  const again = { from: ['cancelled'] satisfies DeliveryState[], at, reason: null }
  const due_at = sql<number | null>`case when not_before > ${at} then not_before end`
  const waits = sql<boolean>`(first_at is null and (not_before > ${at} or edition_id in (select edition_id from corrections)))`
  const opened = [
    ...(await calledOff(stepDeliveries(trx, 'deferred', { ...again, due_at }).where(waits), row)),
    ...(await calledOff(stepDeliveries(trx, 'queued', { ...again, due_at: null }), row)),
  ]
  for (const editionId of new Set(opened.map(({ edition_id }) => edition_id))) await sendAgain(trx, editionId, at)
}

function calledOff(
  deliveries: ReturnType<typeof stepDeliveries>,
  { id, state_at }: Selectable<SubscriptionsTable>,
): Promise<{ edition_id: number }[]> {
  return deliveries
    .where('subscription_id', '=', id)
    .where('reason', '=', 'unsubscribed')
    .where('state_at', '>=', state_at)
    .where('uncertain_count', '=', 0)
    .where('edition_id', 'in', (eb) =>
      eb.selectFrom('editions').select('id').where('state', 'in', ['sending', 'paused', 'settling']),
    )
    .where(sql<boolean>`not ${isForsaken}`)
    .where(sql<boolean>`not ${cameOtherwise}`)
    .returning('edition_id')
    .execute()
}

/** The last two that say how it stood. */
function lastConsents(trx: Trx, row: Pick<SubscriptionsTable, 'subscriber_id' | 'newsletter_id'>) {
  return trx
    .selectFrom('consents')
    .selectAll()
    .where('subscriber_id', '=', row.subscriber_id)
    .where('newsletter_id', '=', row.newsletter_id)
    .where('action', 'not in', ['changed', 'address-changed'])
    .orderBy('id', 'desc')
    .limit(2)
    .execute()
}

async function isSuppressed(trx: Trx, subscriberId: number): Promise<boolean> {
  const row = await trx
    .selectFrom('subscribers')
    .innerJoin('suppressions', 'suppressions.address_key', 'subscribers.address_key')
    .select('suppressions.at')
    .where('subscribers.id', '=', subscriberId)
    .executeTakeFirst()
  return row !== undefined
}
