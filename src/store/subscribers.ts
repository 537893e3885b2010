import type { Temporal } from 'temporal-polyfill'
import type { SubscriberRecord } from '../deliveries/subscriber-record.ts'
import type { PrivateFeed } from '../feeds/private-feed.ts'
import { type Actor, operator } from '../subscribers/actor.ts'
import { type Erased, isErasedKey } from '../subscribers/erasure.ts'
import type { ExportRow } from '../subscribers/export-csv.ts'
import type { ImportCounts } from '../subscribers/import/import-counts.ts'
import type { RowsToImport } from '../subscribers/import/import-row.ts'
import type {
  ListedSubscription,
  ListedSuppression,
  SubscribeOutcome,
  SubscribeRequest,
  Subscriber,
  Subscription,
  SubscriptionFilter,
  SuppressionReason,
} from '../subscribers/subscriber.ts'
import { eraseAddress } from './erase.ts'
import { isErased, liftErasure } from './erasures.ts'
import { exportPages } from './export-subscriptions.ts'
import { findSubscriber } from './find-subscriber.ts'
import { importRows } from './import-subscribers.ts'
import { millisecondsOf } from './instants.ts'
import { endSubscription, endSubscriptions, type UnsubscribeOutcome } from './leave.ts'
import { countSubscriptions, countSuppressions, listSubscriptions, listSuppressions } from './list-subscriptions.ts'
import { type MoveOutcome, moveToFeed, moveToMail, pause, resume } from './move-subscription.ts'
import { privateFeedOf } from './private-feeds.ts'
import { countPending, listPending } from './sign-up-rows.ts'
import { subscribe } from './subscribe.ts'
import { subscriberOf, subscriptionOf } from './subscriber-rows.ts'
import { liftOfEdition, liftSuppression, suppressAddress, suppressOfEdition } from './suppress.ts'
import { type Db, write } from './transaction.ts'

export interface SubscriberStore {
  /** Somebody asked for it: who left before comes back if they may, a suppressed address does not. */
  subscribe(request: SubscribeRequest): Promise<SubscribeOutcome>
  /** Never brings back who left or was suppressed; a row that says so is written down as such. */
  importRows(request: RowsToImport): Promise<ImportCounts>
  /** One page, by subscription id. */
  list(filter: SubscriptionFilter & { after?: number; limit: number }): Promise<ListedSubscription[]>
  count(filter: SubscriptionFilter): Promise<number>
  /** One page, by address. */
  listSuppressed(filter: { after?: string; limit: number }): Promise<ListedSuppression[]>
  /** `strangers`: those whose address is in no subscription. */
  countSuppressed(): Promise<{ all: number; strangers: number }>
  /** All of them, in pages. */
  exportRows(filter: { newsletter?: string }): AsyncIterable<ExportRow[]>
  /** All that is known of an address; undefined when nothing is. */
  find(addressKey: string): Promise<SubscriberRecord | undefined>
  bySubscriptionHandle(handle: string): Promise<{ subscriber: Subscriber; subscription: Subscription } | undefined>
  /** Ends a subscription at once, and what is queued for it. */
  unsubscribe(handle: string, at: Temporal.Instant, source: Actor): Promise<UnsubscribeOutcome>
  /** Somebody gets nothing of a newsletter for a while; what is queued is called off, and nothing caught up later. */
  pause(handle: string, until: Temporal.Instant, at: Temporal.Instant, source: Actor): Promise<MoveOutcome>
  /** Ends a pause before its time. */
  resume(handle: string, at: Temporal.Instant, source: Actor): Promise<MoveOutcome>
  /** From mails to a private feed, or back: no post twice, and none lost. */
  moveToFeed(handle: string, at: Temporal.Instant, source: Actor): Promise<MoveOutcome>
  moveToMail(handle: string, at: Temporal.Instant, source: Actor): Promise<MoveOutcome>
  /** Undefined where nobody ever read it by feed. */
  privateFeed(handle: string): Promise<PrivateFeed | undefined>
  /** An operator ends an address's subscription to one newsletter, or to all; says how many ended. */
  remove(addressKey: string, newsletter: string | undefined, at: Temporal.Instant, source: Actor): Promise<number>
  /** Takes a person out of the database, and keeps a keyed hash of the address, so that it does not come back by an operator. */
  erase(addressKey: string, at: Temporal.Instant, source: Actor): Promise<Erased>
  /** Was the address erased, and did nobody confirm since that they want mail there? */
  isErased(addressKey: string): Promise<boolean>
  /** Its owner confirmed that they want mail there. False where it was not erased. */
  liftErasure(addressKey: string, at: Temporal.Instant, source: Actor): Promise<boolean>
  /** Stops all mail to an address, known or not, and what is queued for it. */
  suppress(
    addressKey: string,
    reason: SuppressionReason,
    at: Temporal.Instant,
    note?: string,
    source?: Actor,
  ): Promise<'suppressed' | 'already'>
  /** Stops all mail to the addresses that an edition's servers said do not exist; says how many. */
  suppressOfEdition(editionId: number, edition: string, at: Temporal.Instant): Promise<number>
  /** Mail may go to an address again; gives the reason that it had, undefined where it was not suppressed. */
  unsuppress(addressKey: string, at: Temporal.Instant, note?: string): Promise<SuppressionReason | undefined>
  /** Lifts what an edition's servers brought about; says for how many addresses. */
  unsuppressOfEdition(editionId: number, at: Temporal.Instant, note?: string): Promise<number>
}

/** Runs work that writes all over the database, as it is best there. */
type InBulk = <T>(work: () => Promise<T>) => Promise<T>

/** `newId` makes handles: 16 random characters of [A-Za-z0-9_-]. */
export function subscriberStore(db: Db, newId: () => string, inBulk: InBulk): SubscriberStore {
  const lifting = (at: Temporal.Instant, note?: string) => ({ at: millisecondsOf(at), source: operator(), note })
  return {
    subscribe: (request) => write(db, (trx) => subscribe(trx, request, newId)),
    importRows: (request) => inBulk(() => importRows(db, request, newId)),
    list: (filter) => (filter.state === 'pending' ? listPending(db, filter) : listSubscriptions(db, filter)),
    count: (filter) => (filter.state === 'pending' ? countPending(db, filter) : countSubscriptions(db, filter)),
    listSuppressed: (filter) => listSuppressions(db, filter),
    countSuppressed: () => countSuppressions(db),
    exportRows: ({ newsletter }) => exportPages(db, newsletter),
    find: (addressKey) => findSubscriber(db, addressKey),
    bySubscriptionHandle: (handle) => bySubscriptionHandle(db, handle),
    unsubscribe: (handle, at, source) => write(db, (trx) => endSubscription(trx, handle, millisecondsOf(at), source)),
    pause: (handle, until, at, source) =>
      write(db, (trx) => pause(trx, handle, { at: millisecondsOf(at), until: millisecondsOf(until), source })),
    resume: (handle, at, source) => write(db, (trx) => resume(trx, handle, { at: millisecondsOf(at), source })),
    moveToFeed: (handle, at, source) => write(db, (trx) => moveToFeed(trx, handle, { at: millisecondsOf(at), source })),
    moveToMail: (handle, at, source) => write(db, (trx) => moveToMail(trx, handle, { at: millisecondsOf(at), source })),
    privateFeed: (handle) => privateFeedOf(db, handle),
    remove: (addressKey, newsletter, at, source) =>
      write(db, (trx) => endSubscriptions(trx, addressKey, newsletter, millisecondsOf(at), source)),
    erase: (addressKey, at, source) =>
      write(db, (trx) => eraseAddress(trx, addressKey, { at: millisecondsOf(at), source })),
    isErased: (addressKey) => isErased(db, addressKey),
    liftErasure: (addressKey, at, source) =>
      write(db, (trx) => liftErasure(trx, addressKey, millisecondsOf(at), source)),
    suppress: (addressKey, reason, at, note, source = operator()) =>
      write(db, async (trx) => {
        // Nobody mails it, and to write it down would bring it back.
        if (await isErased(trx, addressKey)) return 'already'
        const isNew = await suppressAddress(trx, { addressKey, reason, at: millisecondsOf(at), note, source })
        return isNew ? 'suppressed' : 'already'
      }),
    suppressOfEdition: (editionId, edition, at) =>
      write(db, (trx) => suppressOfEdition(trx, { editionId, edition }, millisecondsOf(at))),
    unsuppress: (addressKey, at, note) => write(db, (trx) => liftSuppression(trx, addressKey, lifting(at, note))),
    unsuppressOfEdition: (editionId, at, note) => write(db, (trx) => liftOfEdition(trx, editionId, lifting(at, note))),
  }
}

async function bySubscriptionHandle(
  db: Db,
  handle: string,
): Promise<{ subscriber: Subscriber; subscription: Subscription } | undefined> {
  const subscription = await db.selectFrom('subscriptions').selectAll().where('handle', '=', handle).executeTakeFirst()
  if (!subscription) return undefined
  const subscriber = await db
    .selectFrom('subscribers')
    .selectAll()
    .where('id', '=', subscription.subscriber_id)
    .executeTakeFirstOrThrow()
  if (isErasedKey(subscriber.address_key)) return undefined
  return { subscriber: subscriberOf(subscriber), subscription: subscriptionOf(subscription) }
}
