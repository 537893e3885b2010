import type { Temporal } from 'temporal-polyfill'
import type { Part } from '../deliveries/hand-out.ts'
import { engineOf } from './engine.ts'
import { instantOf, millisecondsOf, optionalInstant } from './instants.ts'
import type { Db } from './transaction.ts'

/** A delivery to send now, with all that its message is made from beside its variant. */
export interface ClaimableDelivery {
  id: number
  editionId: number
  variantId: number
  subscriberHandle: string
  /** What the unsubscribe link carries. */
  subscriptionHandle: string
  address: string
  name?: string
  /** Counted attempts before this one. */
  attempts: number
  /** When the first counted attempt was made; `now` before it. */
  firstAt: Temporal.Instant
  uncertainCount: number
  /** Until when it waited for its reader's hour, or for the mail that it corrects. */
  notBefore?: Temporal.Instant
}

/**
 * What of an edition may be sent now, by id: queued ones, and deferred or uncertain ones whose time has come, that of their reader's hour too. Nothing
 * while the edition is not sending or settling. Reading claims nothing: record() refuses what changed in between.
 */
export async function claimable(
  db: Db,
  editionId: number,
  now: Temporal.Instant,
  limit: number,
  afterId = 0,
  lastId?: number,
): Promise<ClaimableDelivery[]> {
  const by = await engineOf(db).now(db, millisecondsOf(now))
  const ids = await claimableIds(db, { editionId, now: by, limit, afterId, lastId })
  return withMessages(db, ids, now)
}

async function withMessages(db: Db, ids: number[], now: Temporal.Instant): Promise<ClaimableDelivery[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as p', 'p.id', 'd.subscriber_id')
    .innerJoin('subscriptions as s', 's.id', 'd.subscription_id')
    .select([
      'd.id',
      'd.edition_id',
      'd.variant_id',
      'd.address',
      'd.attempts',
      'd.first_at',
      'd.uncertain_count',
      'd.not_before',
    ])
    .select(['p.handle as subscriber_handle', 'p.name', 's.handle as subscription_handle'])
    .where('d.id', 'in', ids)
    .orderBy('d.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    editionId: row.edition_id,
    variantId: row.variant_id,
    subscriberHandle: row.subscriber_handle,
    subscriptionHandle: row.subscription_handle,
    address: row.address,
    name: row.name ?? undefined,
    attempts: row.attempts,
    firstAt: optionalInstant(row.first_at) ?? now,
    uncertainCount: row.uncertain_count,
    notBefore: optionalInstant(row.not_before),
  }))
}

/** Only those with ids after the one, up to the other. */
export async function claimableIds(
  db: Db,
  {
    editionId,
    now,
    limit,
    afterId = 0,
    lastId,
  }: { editionId: number; now: number; limit: number; afterId?: number; lastId?: number },
): Promise<number[]> {
  const ofEdition = db
    .selectFrom('deliveries')
    .innerJoin('editions', 'editions.id', 'deliveries.edition_id')
    .select('deliveries.id')
    .where('edition_id', '=', editionId)
    .where('editions.state', 'in', ['sending', 'settling'])
    .where('deliveries.id', '>', afterId)
    .$if(lastId !== undefined, (query) => query.where('deliveries.id', '<=', lastId ?? 0))
    .orderBy('deliveries.id')
    .limit(limit)
  // Two statements, and `due_at is null` said aloud, so that the index gives each in order and nothing is sorted.
  const queued = await ofEdition
    .where('deliveries.state', '=', 'queued')
    .where('deliveries.due_at', 'is', null)
    .execute()
  const due = await ofEdition
    .where('deliveries.state', 'in', ['deferred', 'uncertain'])
    .where('deliveries.due_at', '<=', now)
    .execute()
  return [...queued, ...due]
    .map(({ id }) => id)
    .sort((a, b) => a - b)
    .slice(0, limit)
}

/** What was never tried, and whose time has come since that of `after`: by that time, and by id where it is the same. */
export async function cameDue(
  db: Db,
  editionId: number,
  now: Temporal.Instant,
  limit: number,
  after: { at: Temporal.Instant; id: number },
): Promise<ClaimableDelivery[]> {
  const by = await engineOf(db).now(db, millisecondsOf(now))
  const from = millisecondsOf(after.at)
  const rows = await db
    .selectFrom('deliveries')
    .innerJoin('editions', 'editions.id', 'deliveries.edition_id')
    .select('deliveries.id')
    .where('edition_id', '=', editionId)
    .where('editions.state', 'in', ['sending', 'settling'])
    .where('deliveries.state', '=', 'deferred')
    .where('deliveries.due_at', '>=', from)
    .where('deliveries.due_at', '<=', by)
    .where(({ or, eb }) => or([eb('deliveries.due_at', '>', from), eb('deliveries.id', '>', after.id)]))
    .where('first_at', 'is', null)
    .orderBy('deliveries.due_at')
    .orderBy('deliveries.id')
    .limit(limit)
    .execute()
  const places = new Map(rows.map(({ id }, index) => [id, index]))
  const found = await withMessages(db, [...places.keys()], now)
  return found.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}

/** Whether something of a part could be sent now, if its edition is going. */
export async function isClaimableNow(db: Db, part: Omit<Part, 'id'>, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('deliveries')
    .select('id')
    .where('edition_id', '=', part.editionId)
    .where('id', '>=', part.firstId)
    .where('id', '<=', part.lastId)
    .where(({ or, and, eb }) =>
      or([eb('state', '=', 'queued'), and([eb('state', 'in', ['deferred', 'uncertain']), eb('due_at', '<=', now)])]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** When the next deferred or uncertain delivery is due; undefined where none is waiting. */
export async function nextDue(db: Db, editionId: number): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.min('due_at').as('next'))
    .where('edition_id', '=', editionId)
    .where('state', 'in', ['deferred', 'uncertain'])
    .executeTakeFirst()
  return row?.next == null ? undefined : instantOf(row.next)
}
