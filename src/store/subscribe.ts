import type { Selectable } from 'kysely'
import type { SubscribeOutcome, SubscribeRequest } from '../subscribers/subscriber.ts'
import { isErased } from './erasures.ts'
import { millisecondsOf } from './instants.ts'
import { sinceOf } from './since.ts'
import { beginSubscriptions, stepSubscriptions } from './step-subscriptions.ts'
import { topicsText } from './subscriber-rows.ts'
import { isSuppressed } from './suppress.ts'
import type { SubscriptionsTable } from './tables.ts'
import type { Trx } from './transaction.ts'

export async function subscribe(trx: Trx, request: SubscribeRequest, newId: () => string): Promise<SubscribeOutcome> {
  if (await isErased(trx, request.key)) return 'erased'
  if (await isSuppressed(trx, request.key)) return 'suppressed'
  const subscriberId = await subscriberIdOf(trx, request, newId)
  const present = await trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('newsletter_id', '=', request.newsletter)
    .executeTakeFirst()
  if (present?.state === 'active' || present?.state === 'by-feed') return 'already'
  if (present && request.mayReturn === false) return 'left'
  if (present) return comeBack(trx, request, present)
  return begin(trx, request, subscriberId, newId())
}

/** Of an address that is new, one is made. */
export async function subscriberIdOf(
  trx: Trx,
  request: Pick<SubscribeRequest, 'key' | 'address' | 'name' | 'at'>,
  newId: () => string,
): Promise<number> {
  const known = await trx
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', request.key)
    .executeTakeFirst()
  if (known) return known.id
  const row = {
    handle: newId(),
    address: request.address,
    address_key: request.key,
    name: request.name ?? null,
    created_at: millisecondsOf(request.at),
  }
  return (await trx.insertInto('subscribers').values(row).returning('id').executeTakeFirstOrThrow()).id
}

async function begin(
  trx: Trx,
  request: SubscribeRequest,
  subscriberId: number,
  handle: string,
): Promise<SubscribeOutcome> {
  const { at, ...start } = await startOf(trx, request)
  const names = { handle, subscriber_id: subscriberId, newsletter_id: request.newsletter }
  await beginSubscriptions(trx, [{ ...names, ...start, state: 'active', state_at: at }])
  await consent(trx, request, subscriberId, 'subscribed')
  return 'added'
}

async function comeBack(
  trx: Trx,
  request: SubscribeRequest,
  left: Selectable<SubscriptionsTable>,
): Promise<SubscribeOutcome> {
  await stepSubscriptions(trx, 'active', await startOf(trx, request))
    .where('id', '=', left.id)
    .execute()
  await consent(trx, request, left.subscriber_id, 'resubscribed')
  return 'returned'
}

/** What a pause missed is not caught up: `since` is now, also for who comes back. */
async function startOf(trx: Trx, { newsletter, cadence, topics, at }: SubscribeRequest) {
  const now = millisecondsOf(at)
  const since = await sinceOf(trx, newsletter, now)
  return { cadence, topics: topicsText(topics ?? []), since, at: now }
}

async function consent(
  trx: Trx,
  { newsletter, at, source }: SubscribeRequest,
  subscriberId: number,
  action: 'subscribed' | 'resubscribed',
): Promise<void> {
  await trx
    .insertInto('consents')
    .values({ subscriber_id: subscriberId, newsletter_id: newsletter, action, at: millisecondsOf(at), source })
    .execute()
}
