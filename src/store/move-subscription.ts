import { sql } from 'kysely'
import type { Actor } from '../subscribers/actor.ts'
import type { ConsentAction, SubscriptionState } from '../subscribers/subscriber.ts'
import { cancelOpen } from './open-deliveries.ts'
import { sinceOf } from './since.ts'
import { type Step, stepSubscriptions } from './step-subscriptions.ts'
import type { Trx } from './transaction.ts'

/** `not`: there is no such subscription, or it may not follow what it is. */
export type MoveOutcome = 'done' | 'not'

/** When, in epoch milliseconds, and who asks for it. */
interface Asked {
  at: number
  source: Actor
}

/** One person gets nothing of one newsletter until `until`; what is queued for them is called off. */
export function pause(trx: Trx, handle: string, { until, ...asked }: Asked & { until: number }): Promise<MoveOutcome> {
  return endMails(trx, handle, 'paused', { until }, asked)
}

/** From mails to the feed: what was due by mail and did not come is in the feed, and what is queued is called off. */
export function moveToFeed(trx: Trx, handle: string, asked: Asked): Promise<MoveOutcome> {
  const step = { from: ['active' as const, 'paused' as const], feed_since: sql<number>`coalesce(feed_since, since)` }
  return endMails(trx, handle, 'by-feed', step, asked)
}

/** Ends a pause before its time. What it missed is not caught up. */
export function resume(trx: Trx, handle: string, asked: Asked): Promise<MoveOutcome> {
  return backToMails(trx, handle, 'paused', 'resumed', asked)
}

/** From the feed to mails: what becomes new from now on comes by mail; the feed keeps what it had. */
export function moveToMail(trx: Trx, handle: string, asked: Asked): Promise<MoveOutcome> {
  return backToMails(trx, handle, 'by-feed', 'by-mail', asked)
}

async function endMails(
  trx: Trx,
  handle: string,
  to: 'paused' | 'by-feed',
  step: Omit<Step, 'at'>,
  { at, source }: Asked,
): Promise<MoveOutcome> {
  const moved = await move(trx, handle, to, { ...step, at }, to, source)
  if (!moved) return 'not'
  await cancelOpen(trx, { subscriberId: moved.subscriber_id, newsletter: moved.newsletter_id }, to, at)
  return 'done'
}

async function backToMails(
  trx: Trx,
  handle: string,
  from: 'paused' | 'by-feed',
  action: 'resumed' | 'by-mail',
  { at, source }: Asked,
): Promise<MoveOutcome> {
  const moved = await move(trx, handle, 'active', { from: [from], at }, action, source)
  if (!moved) return 'not'
  const since = await sinceOf(trx, moved.newsletter_id, at)
  await trx.updateTable('subscriptions').set({ since }).where('id', '=', moved.id).execute()
  return 'done'
}

/** The step, and the line that says who asked for it; undefined where it may not be taken. */
async function move(
  trx: Trx,
  handle: string,
  to: SubscriptionState,
  step: Step & { at: number },
  action: ConsentAction,
  source: Actor,
) {
  const moved = await stepSubscriptions(trx, to, step)
    .where('handle', '=', handle)
    .returning(['id', 'subscriber_id', 'newsletter_id'])
    .executeTakeFirst()
  if (!moved) return undefined
  const { id: _, ...names } = moved
  await trx
    .insertInto('consents')
    .values({ ...names, action, at: step.at, source })
    .execute()
  return moved
}
