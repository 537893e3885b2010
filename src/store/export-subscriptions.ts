import { sql } from 'kysely'
import type { ExportRow } from '../subscribers/export-csv.ts'
import type { SuppressionStep } from '../subscribers/subscriber.ts'
import { instantOf, optionalInstant } from './instants.ts'
import { listSuppressions } from './list-subscriptions.ts'
import { ownHourOf, suppressionStepOf, writtenConsentOf } from './subscriber-rows.ts'
import type { Db } from './transaction.ts'

const PAGE = 1000

/**
 * All subscriptions, by address and newsletter, and then the addresses that are suppressed and nobody's, page after page:
 * a list of a million is never held whole. The order is one that an import keeps.
 */
export async function* exportPages(db: Db, newsletter: string | undefined): AsyncIterable<ExportRow[]> {
  for (let after: [string, string] = ['', '']; ; ) {
    const page = await subscriptionsAfter(db, after, newsletter)
    const last = page.at(-1)
    if (!last) break
    yield page.map(({ row }) => row)
    after = last.place
  }
  // Of one newsletter too: who may not be mailed may be mailed by none.
  for (let after = ''; ; ) {
    const page = await listSuppressions(db, { after, limit: PAGE, isSubscriber: false })
    const last = page.at(-1)
    if (!last) return
    const steps = await suppressionStepsOf(
      db,
      page.map(({ addressKey }) => addressKey),
    )
    yield page.map(({ address, addressKey, suppressed: reason, suppressedAt: at, note }) => ({
      address,
      suppression: { reason, at, note },
      suppressionSteps: steps.get(addressKey),
    }))
    after = last.addressKey
  }
}

async function subscriptionsAfter(db: Db, [key, newsletter]: [string, string], only: string | undefined) {
  let query = db
    .selectFrom('subscribers as p')
    .innerJoin('subscriptions as s', 's.subscriber_id', 'p.id')
    .leftJoin('suppressions as x', 'x.address_key', 'p.address_key')
    .selectAll('s')
    .select(['p.address', 'p.address_key', 'p.name', 'p.created_at', 'p.language', 'p.own_hour', 'p.timezone'])
    .select(['x.reason', 'x.at as suppressed_at', 'x.note'])
    .where(sql<boolean>`(p.address_key, s.newsletter_id) > (${key}, ${newsletter})`)
    .where('p.address_key', '>=', key)
    // Whoever was erased.
    .where('p.address', '<>', '')
    .orderBy('p.address_key')
    .orderBy('s.newsletter_id')
    .limit(PAGE)
  if (only !== undefined) query = query.where('s.newsletter_id', '=', only)
  const rows = await query.execute()
  const consents = await consentsOf(
    db,
    rows.map(({ subscriber_id }) => subscriber_id),
  )
  const steps = await suppressionStepsOf(
    db,
    rows.map(({ address_key }) => address_key),
  )
  return rows.map((row) => ({
    place: [row.address_key, row.newsletter_id] as [string, string],
    row: {
      address: row.address,
      name: row.name ?? undefined,
      createdAt: instantOf(row.created_at),
      language: row.language ?? undefined,
      ...ownHourOf(row),
      subscription: {
        newsletter: row.newsletter_id,
        cadence: row.cadence,
        topics: JSON.parse(row.topics) as string[],
        state: row.state,
        stateAt: instantOf(row.state_at),
        since: instantOf(row.since),
        pausedUntil: optionalInstant(row.paused_until),
        feedSince: optionalInstant(row.feed_since),
        consents: consents.get(`${row.subscriber_id} ${row.newsletter_id}`) ?? [],
      },
      ...(row.reason &&
        row.suppressed_at !== null && {
          suppression: { reason: row.reason, at: instantOf(row.suppressed_at), note: row.note ?? undefined },
        }),
      suppressionSteps: steps.get(row.address_key),
    } satisfies ExportRow,
  }))
}

type Consents = NonNullable<ExportRow['subscription']>['consents']

async function consentsOf(db: Db, subscriberIds: number[]): Promise<Map<string, Consents>> {
  const byKey = new Map<string, Consents>()
  if (subscriberIds.length === 0) return byKey
  const rows = await db
    .selectFrom('consents')
    .selectAll()
    .where('subscriber_id', 'in', subscriberIds)
    .orderBy('id')
    .execute()
  for (const row of rows) {
    const key = `${row.subscriber_id} ${row.newsletter_id}`
    const list = byKey.get(key) ?? []
    byKey.set(key, [...list, writtenConsentOf(row)])
  }
  return byKey
}

async function suppressionStepsOf(db: Db, keys: string[]): Promise<Map<string, SuppressionStep[]>> {
  const byKey = new Map<string, SuppressionStep[]>()
  if (keys.length === 0) return byKey
  const rows = await db
    .selectFrom('suppression_steps')
    .selectAll()
    .where('address_key', 'in', [...new Set(keys)])
    .orderBy('id')
    .execute()
  for (const row of rows) byKey.set(row.address_key, [...(byKey.get(row.address_key) ?? []), suppressionStepOf(row)])
  return byKey
}
