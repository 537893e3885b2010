import { type ExpressionBuilder, sql } from 'kysely'
import { stepSubscriptions } from './step-subscriptions.ts'
import type { Tables } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

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
