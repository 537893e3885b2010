import type { Temporal } from 'temporal-polyfill'
import type { LastPlanned, PlanningGap, PlanningPlace } from '../editions/planning-gap.ts'
import { engineOf } from './engine.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import type { Place } from './place.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface PlannedStore {
  here(): PlanningPlace
  /** By the clock of those who share the database. `now`: this machine's, for a database that is its own. */
  last(now: Temporal.Instant): Promise<{ planned: LastPlanned | undefined; now: Temporal.Instant }>
  /** This place plans; and these newsletters wait for somebody who decides. */
  note(now: Temporal.Instant, gaps: (PlanningGap & { newsletter: string })[]): Promise<void>
  /** Another place plans: remembers here what it has seen. */
  see(now: Temporal.Instant): Promise<void>
  gap(newsletter: string): Promise<PlanningGap | undefined>
}

const NAME = 'schedule'

export function plannedStore(db: Db, place: Place): PlannedStore {
  const last = async (): Promise<LastPlanned | undefined> => {
    const row = await db.selectFrom('last_planned').selectAll().where('name', '=', NAME).executeTakeFirst()
    return row && { place: row.place, at: instantOf(row.at) }
  }
  return {
    here: () => place.here(),
    last: async (now) => ({
      planned: await last(),
      now: instantOf(await engineOf(db).now(db, millisecondsOf(now))),
    }),
    note: async (now, gaps) => {
      const { id } = place.here()
      const at = await write(db, (trx) => note(trx, id, millisecondsOf(now), gaps))
      place.see(at, id)
    },
    see: async () => {
      const planned = await last()
      if (planned) place.see(millisecondsOf(planned.at), planned.place)
    },
    gap: async (newsletter) => {
      const row = await db
        .selectFrom('planning_gaps')
        .selectAll()
        .where('newsletter_id', '=', newsletter)
        .executeTakeFirst()
      return row && { since: instantOf(row.since), until: instantOf(row.until) }
    },
  }
}

/** An operator has decided, or an edition goes out that one let through. */
export async function closeGap(trx: Trx, newsletter: string): Promise<void> {
  await trx.deleteFrom('planning_gaps').where('newsletter_id', '=', newsletter).execute()
}

async function note(
  trx: Trx,
  place: string,
  ownNow: number,
  gaps: (PlanningGap & { newsletter: string })[],
): Promise<number> {
  for (const { newsletter, since, until } of gaps) {
    const row = { since: millisecondsOf(since), until: millisecondsOf(until) }
    await trx
      .insertInto('planning_gaps')
      .values({ newsletter_id: newsletter, ...row })
      // Nobody has decided about the first yet.
      .onConflict((conflict) => conflict.column('newsletter_id').doUpdateSet({ until: row.until }))
      .execute()
  }
  const before = await trx.selectFrom('last_planned').select('at').where('name', '=', NAME).executeTakeFirst()
  // It never goes back: only a database that was put back does.
  const at = Math.max(before?.at ?? 0, await engineOf(trx).now(trx, ownNow))
  await trx
    .insertInto('last_planned')
    .values({ name: NAME, place, at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ place, at }))
    .execute()
  return at
}
