import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor } from '../subscribers/actor.ts'
import { cancelOpen } from './open-deliveries.ts'
import { sinceOf } from './since.ts'
import { stepSubscriptions } from './step-subscriptions.ts'
import type { Tables } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** `not`: there is no such subscription, or it may not follow what it is. */
export type PauseOutcome = 'done' | 'not'

/** One person gets nothing of one newsletter until `until`; what is queued for them is called off. */
export async function pauseSubscription(
  trx: Trx,
  handle: string,
  { at, until, source }: { at: number; until: number; source: Actor },
): Promise<PauseOutcome> {
  const paused = await stepSubscriptions(trx, 'paused', { at, until })
    .where('handle', '=', handle)
    .returning(['subscriber_id', 'newsletter_id'])
    .executeTakeFirst()
  if (!paused) return 'not'
  await trx
    .insertInto('consents')
    .values({ ...paused, action: 'paused', at, source })
    .execute()
  await cancelOpen(trx, { subscriberId: paused.subscriber_id, newsletter: paused.newsletter_id }, 'paused', at)
  return 'done'
}

/** Ends a pause before its time. What it missed is not caught up. */
export async function resumeSubscription(trx: Trx, handle: string, at: number, source: Actor): Promise<PauseOutcome> {
  const resumed = await stepSubscriptions(trx, 'active', { from: ['paused'], at })
    .where('handle', '=', handle)
    .returning(['id', 'subscriber_id', 'newsletter_id'])
    .executeTakeFirst()
  if (!resumed) return 'not'
  const { id, ...person } = resumed
  const since = await sinceOf(trx, person.newsletter_id, at)
  await trx.updateTable('subscriptions').set({ since }).where('id', '=', id).execute()
  await trx
    .insertInto('consents')
    .values({ ...person, action: 'resumed', at, source })
    .execute()
  return 'done'
}

/** Pauses that are over: active again since their end, so that what came out meanwhile is not caught up. */
export async function endPauses(trx: Trx, at: number): Promise<void> {
  await stepSubscriptions(trx, 'active', {
    from: ['paused'],
    at: sql<number>`paused_until`,
    since: sql<number>`case when paused_until > since then paused_until else since end`,
  })
    .where((eb) => isOver(eb, at))
    .execute()
}

/** The same before an audience is only looked at, which seldom finds any. */
export async function endPausesBefore(db: Db, at: number): Promise<void> {
  const any = await db
    .selectFrom('subscriptions')
    .select('id')
    .where('state', '=', 'paused')
    .where((eb) => isOver(eb, at))
    .limit(1)
    .executeTakeFirst()
  if (any) await write(db, (trx) => endPauses(trx, at))
}

function isOver(eb: ExpressionBuilder<Tables, 'subscriptions'>, at: number) {
  return eb('paused_until', '<=', at)
}
