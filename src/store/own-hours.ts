import { nextOwnHour, type OwnHour } from '../subscribers/own-hour.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { ownHourOf } from './subscriber-rows.ts'
import type { Trx } from './transaction.ts'

/** When it is the hour of those in `audience` who chose one, from `at` on, into the temporary table `audience_hours`. */
export async function fillHours(trx: Trx, at: number): Promise<void> {
  const rows = await trx
    .selectFrom('audience')
    .innerJoin('subscribers', 'subscribers.id', 'audience.subscriber_id')
    .select(['own_hour', 'timezone'])
    .distinct()
    .where('reason', 'is', null)
    .where('own_hour', 'is not', null)
    .execute()
  for (const row of rows) {
    const { ownHour } = ownHourOf(row)
    if (!ownHour) continue
    const due_at = dueAt(ownHour, at)
    if (due_at === at) continue
    await trx
      .insertInto('audience_hours')
      .values({ own_hour: ownHour.hour, timezone: ownHour.timezone, due_at })
      .execute()
  }
}

/** Somebody chose another hour, or none: what waits for theirs waits for that one. What is due already goes. */
export async function moveHour(
  trx: Trx,
  subscriberId: number,
  ownHour: OwnHour | undefined,
  at: number,
): Promise<void> {
  const due_at = ownHour ? dueAt(ownHour, at) : at
  await trx
    .updateTable('deliveries')
    .set({ due_at, not_before: due_at })
    .where('subscriber_id', '=', subscriberId)
    .where('state', '=', 'deferred')
    .where('first_at', 'is', null)
    .where('not_before', '>', at)
    .execute()
}

function dueAt(ownHour: OwnHour, at: number): number {
  return millisecondsOf(nextOwnHour(ownHour, instantOf(at)))
}
