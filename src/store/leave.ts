import type { Selectable } from 'kysely'
import type { Actor } from '../subscribers/actor.ts'
import { cancelOpen } from './open-deliveries.ts'
import { stepSubscriptions } from './step-subscriptions.ts'
import type { SubscriptionsTable } from './tables.ts'
import type { Trx } from './transaction.ts'

/** `unknown`: no such subscription. */
export type UnsubscribeOutcome = 'unsubscribed' | 'already' | 'unknown'

/** One person leaves one newsletter: state, consent and everything still queued, in the transaction given. */
export async function endSubscription(
  trx: Trx,
  handle: string,
  at: number,
  source: Actor,
): Promise<UnsubscribeOutcome> {
  const subscription = await trx.selectFrom('subscriptions').selectAll().where('handle', '=', handle).executeTakeFirst()
  if (!subscription) return 'unknown'
  if (subscription.state === 'unsubscribed') return 'already'
  await end(trx, subscription, 'unsubscribed', at, source)
  return 'unsubscribed'
}

/** An operator, or a list that is imported, ends an address's subscriptions; says how many ended. */
export async function endSubscriptions(
  trx: Trx,
  addressKey: string,
  newsletter: string | undefined,
  at: number,
  source: Actor,
): Promise<number> {
  const subscriptions = await trx
    .selectFrom('subscriptions')
    .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
    .selectAll('subscriptions')
    .where('subscribers.address_key', '=', addressKey)
    .where('subscriptions.state', '<>', 'unsubscribed')
    .$if(newsletter !== undefined, (query) => query.where('subscriptions.newsletter_id', '=', newsletter ?? ''))
    .execute()
  for (const subscription of subscriptions) await end(trx, subscription, 'removed', at, source)
  return subscriptions.length
}

export async function end(
  trx: Trx,
  subscription: Pick<Selectable<SubscriptionsTable>, 'id' | 'subscriber_id' | 'newsletter_id'>,
  action: 'unsubscribed' | 'removed',
  at: number,
  source: Actor,
): Promise<void> {
  const { id, subscriber_id, newsletter_id } = subscription
  await stepSubscriptions(trx, 'unsubscribed', { at }).where('id', '=', id).execute()
  await trx.insertInto('consents').values({ subscriber_id, newsletter_id, action, at, source }).execute()
  await cancelOpen(trx, { subscriberId: subscriber_id, newsletter: newsletter_id }, 'unsubscribed', at)
}
