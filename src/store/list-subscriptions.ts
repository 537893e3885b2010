import { sql } from 'kysely'
import type { ListedSubscription, ListedSuppression, SubscriptionFilter } from '../subscribers/subscriber.ts'
import { instantOf } from './instants.ts'
import type { Db } from './transaction.ts'

export async function listSubscriptions(
  db: Db,
  { after = 0, limit, ...filter }: SubscriptionFilter & { after?: number; limit: number },
): Promise<ListedSubscription[]> {
  const rows = await filtered(db, filter)
    .select(['s.id', 's.newsletter_id', 's.cadence', 's.topics', 's.state', 's.state_at', 's.since'])
    .select(['p.address', 'p.name', 'p.created_at', 'x.reason as suppressed'])
    .where('s.id', '>', after)
    .orderBy('s.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    address: row.address,
    name: row.name ?? undefined,
    newsletter: row.newsletter_id,
    cadence: row.cadence,
    topics: JSON.parse(row.topics) as string[],
    state: row.state,
    since: instantOf(row.since),
    stateAt: instantOf(row.state_at),
    createdAt: instantOf(row.created_at),
    suppressed: row.suppressed ?? undefined,
  }))
}

export async function countSubscriptions(db: Db, filter: SubscriptionFilter): Promise<number> {
  const { count } = await filtered(db, filter)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

function filtered(db: Db, { newsletter, state }: SubscriptionFilter) {
  let query = db
    .selectFrom('subscriptions as s')
    .innerJoin('subscribers as p', 'p.id', 's.subscriber_id')
    .leftJoin('suppressions as x', 'x.address_key', 'p.address_key')
    // Whoever was erased.
    .where('p.address', '<>', '')
  if (newsletter !== undefined) query = query.where('s.newsletter_id', '=', newsletter)
  if (state !== undefined) query = query.where('s.state', '=', state)
  if (state === 'active') query = query.where('x.address_key', 'is', null)
  return query
}

/** By address, after `after`. */
export async function listSuppressions(
  db: Db,
  { after = '', limit, isSubscriber }: { after?: string; limit: number; isSubscriber?: boolean },
): Promise<ListedSuppression[]> {
  let query = db
    .selectFrom('suppressions as x')
    .leftJoin('subscribers as p', 'p.address_key', 'x.address_key')
    .select(['x.address_key', 'x.reason', 'x.at', 'x.note', 'p.address', 'p.name'])
    .where('x.address_key', '>', after)
    .orderBy('x.address_key')
    .limit(limit)
  if (isSubscriber === false) query = query.where('p.id', 'is', null)
  const rows = await query.execute()
  return rows.map(({ address_key, reason, at, note, address, name }) => ({
    address: address ?? address_key,
    addressKey: address_key,
    name: name ?? undefined,
    suppressed: reason,
    suppressedAt: instantOf(at),
    note: note ?? undefined,
  }))
}

export async function countSuppressions(db: Db): Promise<{ all: number; strangers: number }> {
  const { all, strangers } = await db
    .selectFrom('suppressions as x')
    .leftJoin('subscribers as p', 'p.address_key', 'x.address_key')
    .select(({ fn }) => [fn.countAll<number>().as('all'), sql<number>`count(*) - count(p.id)`.as('strangers')])
    .executeTakeFirstOrThrow()
  return { all, strangers }
}
