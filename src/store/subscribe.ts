import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
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
  const known = await subscriptionOf(trx, subscriberId, request.newsletter)
  if (known?.state === 'active' || known?.state === 'by-feed') return 'already'
  if (known && request.mayReturn === false) return 'left'
  await beginOrReturn(trx, { ...request, subscriberId, known }, newId)
  await consent(trx, request, subscriberId, known ? 'resubscribed' : 'subscribed')
  return known ? 'returned' : 'added'
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

export function subscriptionOf(trx: Trx, subscriberId: number, newsletter: string) {
  return trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirst()
}

interface Beginning {
  subscriberId: number
  newsletter: string
  /** Their subscription to it, where they had one. */
  known: Selectable<SubscriptionsTable> | undefined
  cadence: string
  topics?: string[]
  at: Temporal.Instant
}

/**
 * One begins, or one that rests goes on by what is asked for now: what it missed is not caught up, `since` is now. Gives its
 * handle.
 */
export async function beginOrReturn(trx: Trx, beginning: Beginning, newId: () => string): Promise<string> {
  const { subscriberId, newsletter, known, cadence, topics = [] } = beginning
  const at = millisecondsOf(beginning.at)
  const chosen = { cadence, topics: topicsText(topics), since: await sinceOf(trx, newsletter, at) }
  if (known) {
    await stepSubscriptions(trx, 'active', { ...chosen, at })
      .where('id', '=', known.id)
      .execute()
    return known.handle
  }
  const names = { handle: newId(), subscriber_id: subscriberId, newsletter_id: newsletter }
  await beginSubscriptions(trx, [{ ...names, ...chosen, state: 'active', state_at: at }])
  return names.handle
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
