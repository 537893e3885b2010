import type { Temporal } from 'temporal-polyfill'
import type { SubscriptionState, SuppressionReason } from '../subscribers/subscriber.ts'
import { instantOf } from './instants.ts'
import type { Db } from './transaction.ts'

export interface ListFilter {
  newsletter?: string
  state?: SubscriptionState
}

/** A line of a list of subscribers. */
export interface ListedSubscription {
  /** The subscription's id: the next page begins after it. */
  id: number
  address: string
  name?: string
  newsletter: string
  cadence: string
  topics: string[]
  state: SubscriptionState
  since: Temporal.Instant
  stateAt: Temporal.Instant
  createdAt: Temporal.Instant
  /** Why the address is not mailed, whatever the state says. */
  suppressed?: SuppressionReason
}

const PAGE = 1000

export async function listSubscriptions(
  db: Db,
  { newsletter, state, after = 0, limit }: ListFilter & { after?: number; limit: number },
): Promise<ListedSubscription[]> {
  let query = db
    .selectFrom('subscriptions as s')
    .innerJoin('subscribers as p', 'p.id', 's.subscriber_id')
    .leftJoin('suppressions as x', 'x.address_key', 'p.address_key')
    .select(['s.id', 's.newsletter_id', 's.cadence', 's.topics', 's.state', 's.state_at', 's.since'])
    .select(['p.address', 'p.name', 'p.created_at', 'x.reason as suppressed'])
    .where('s.id', '>', after)
    .orderBy('s.id')
    .limit(limit)
  if (newsletter !== undefined) query = query.where('s.newsletter_id', '=', newsletter)
  if (state !== undefined) query = query.where('s.state', '=', state)
  const rows = await query.execute()
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

/** Page after page, by key: a list of a million is never held whole, and what is added meanwhile is not missed. */
export async function* pagesOf(db: Db, filter: ListFilter): AsyncIterable<ListedSubscription[]> {
  for (let after = 0; ; ) {
    const page = await listSubscriptions(db, { ...filter, after, limit: PAGE })
    const last = page.at(-1)
    if (!last) return
    yield page
    after = last.id
  }
}
