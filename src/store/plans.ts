import type { AudienceQuery } from '../editions/audience.ts'
import type { StoredPlan } from '../editions/plan.ts'
import { withAudience } from './audience.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface PlanStore {
  /**
   * Keeps a plan with the people who are due something now; the same plan again takes its people anew. Forgets plans
   * that have run out, unless an edition that is yet to start was made from them.
   */
  keep(plan: StoredPlan, audience: AudienceQuery): Promise<void>
  /** A plan that has run out may still be found: look at expiresAt. */
  find(id: string): Promise<StoredPlan | undefined>
}

export function planStore(db: Db): PlanStore {
  return {
    keep: (plan, audience) =>
      write(db, async (trx) => {
        await forget(trx, millisecondsOf(plan.createdAt))
        await keep(trx, plan, audience)
      }),
    find: (id) => find(db, id),
  }
}

async function keep(trx: Trx, plan: StoredPlan, audience: AudienceQuery): Promise<void> {
  const row = {
    newsletter_id: plan.newsletter,
    cadence: plan.cadence,
    created_at: millisecondsOf(plan.createdAt),
    expires_at: millisecondsOf(plan.expiresAt),
    body: JSON.stringify(plan.body),
  }
  await trx
    .insertInto('plans')
    .values({ id: plan.id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
  await trx.deleteFrom('plan_recipients').where('plan_id', '=', plan.id).execute()
  await withAudience(trx, audience, () =>
    trx
      .insertInto('plan_recipients')
      .columns(['plan_id', 'subscriber_id', 'mask'])
      .expression((eb) =>
        eb
          .selectFrom('audience')
          .where('reason', 'is', null)
          .select([eb.val(plan.id).as('plan_id'), 'subscriber_id', 'mask']),
      )
      .execute(),
  )
}

async function forget(trx: Trx, now: number): Promise<void> {
  await trx
    .deleteFrom('plans')
    .where('expires_at', '<=', now)
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('editions')
        .select((edition) => edition.ref('plan_id').$notNull().as('plan_id'))
        .where('plan_id', 'is not', null)
        .where('state', 'in', ['planned', 'held', 'approved', 'paused']),
    )
    .execute()
}

async function find(db: Db, id: string): Promise<StoredPlan | undefined> {
  const row = await db.selectFrom('plans').selectAll().where('id', '=', id).executeTakeFirst()
  return (
    row && {
      id: row.id,
      newsletter: row.newsletter_id,
      cadence: row.cadence,
      createdAt: instantOf(row.created_at),
      expiresAt: instantOf(row.expires_at),
      body: JSON.parse(row.body) as StoredPlan['body'],
    }
  )
}
