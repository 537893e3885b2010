import type { SmtpReply } from '../deliveries/reply.ts'
import type { SentRecord, SubscriberRecord } from '../deliveries/subscriber-record.ts'
import { editionName } from '../editions/edition.ts'
import type { Consent, Subscription, SuppressionStep } from '../subscribers/subscriber.ts'
import { instantOf, optionalInstant } from './instants.ts'
import { mayHaveComeTwice } from './may-have-come-twice.ts'
import { reportsOn } from './reports.ts'
import { pendingOf } from './sign-up-rows.ts'
import { consentOf, subscriberOf, subscriptionOf, suppressionOf, suppressionStepOf } from './subscriber-rows.ts'
import type { Db } from './transaction.ts'

const SHOWN = 100

/** All that is known of one address. */
export async function findSubscriber(db: Db, addressKey: string): Promise<SubscriberRecord | undefined> {
  const suppressed = await db
    .selectFrom('suppressions')
    .selectAll()
    .where('address_key', '=', addressKey)
    .executeTakeFirst()
  const suppression = suppressed && suppressionOf(suppressed)
  const row = await db.selectFrom('subscribers').selectAll().where('address_key', '=', addressKey).executeTakeFirst()
  const suppressionSteps = await suppressionStepsOf(db, addressKey)
  const pending = await signUpsOf(db, addressKey)
  if (!row && suppressionSteps.length === 0 && !pending) return undefined
  if (!row) return { subscriptions: [], consents: [], suppression, ...pending, suppressionSteps, deliveries: [] }
  return {
    subscriber: subscriberOf(row),
    subscriptions: await subscriptionsOf(db, row.id),
    consents: await consentsOf(db, row.id),
    suppression,
    ...pending,
    suppressionSteps,
    deliveries: await sentTo(db, row.id, SHOWN),
    ...(await returnedOf(db, row.id)),
  }
}

async function signUpsOf(db: Db, addressKey: string): Promise<Pick<SubscriberRecord, 'signUps'> | undefined> {
  const rows = await pendingOf(db, addressKey)
  if (rows.length === 0) return undefined
  return { signUps: rows.map(({ newsletters, at, form, language }) => ({ newsletters, at, form, language })) }
}

async function returnedOf(db: Db, subscriberId: number): Promise<Pick<SubscriberRecord, 'returned'> | undefined> {
  const returned = await reportsOn(db, subscriberId, SHOWN)
  return returned.length > 0 ? { returned } : undefined
}

async function subscriptionsOf(db: Db, subscriberId: number): Promise<Subscription[]> {
  const query = db.selectFrom('subscriptions').selectAll().where('subscriber_id', '=', subscriberId).orderBy('id')
  return (await query.execute()).map(subscriptionOf)
}

async function consentsOf(db: Db, subscriberId: number): Promise<Consent[]> {
  const query = db.selectFrom('consents').selectAll().where('subscriber_id', '=', subscriberId).orderBy('id')
  return (await query.execute()).map(consentOf)
}

async function suppressionStepsOf(db: Db, addressKey: string): Promise<SuppressionStep[]> {
  const query = db.selectFrom('suppression_steps').selectAll().where('address_key', '=', addressKey).orderBy('id')
  return (await query.execute()).map(suppressionStepOf)
}

/** What one person was sent, when, and what the server said: the newest first; all of it without a limit. */
export async function sentTo(db: Db, subscriberId: number, most?: number): Promise<SentRecord[]> {
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('editions as e', 'e.id', 'deliveries.edition_id')
    .innerJoin('variants as v', 'v.id', 'deliveries.variant_id')
    .selectAll('deliveries')
    .select(['e.newsletter_id', 'e.number', 'e.trial', 'e.correction', 'v.subject', mayHaveComeTwice.as('came_twice')])
    .where('deliveries.subscriber_id', '=', subscriberId)
    .orderBy('deliveries.id', 'desc')
    .$if(most !== undefined, (query) => query.limit(most ?? 0))
    .execute()
  return rows.map((row) => ({
    edition: editionName({
      newsletter: row.newsletter_id,
      number: row.number ?? undefined,
      trial: row.trial ?? undefined,
      correction: row.correction ?? undefined,
    }),
    subject: row.subject,
    state: row.state,
    reason: row.reason ?? undefined,
    queuedAt: instantOf(row.queued_at),
    stateAt: instantOf(row.state_at),
    dueAt: optionalInstant(row.due_at),
    attempts: row.attempts,
    reply: replyOf(row),
    relayId: row.relay_id ?? undefined,
    server: row.server ?? undefined,
    error: row.error ?? undefined,
    ...(row.came_twice && { mayHaveComeTwice: true as const }),
  }))
}

/** The server's last answer, as its columns hold it. */
function replyOf(row: {
  reply_code: number | null
  reply_enhanced: string | null
  reply_text: string | null
}): SmtpReply | undefined {
  if (row.reply_code === null) return undefined
  return { code: row.reply_code, enhanced: row.reply_enhanced ?? undefined, text: row.reply_text ?? '' }
}
