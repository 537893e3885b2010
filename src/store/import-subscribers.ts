import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { ImportRow } from '../subscribers/import-csv.ts'
import type { ConsentAction, SubscriptionState } from '../subscribers/subscriber.ts'
import { millisecondsOf } from './instants.ts'
import { end } from './leave.ts'
import { topicsText } from './subscriber-rows.ts'
import { suppressAddress } from './suppress.ts'
import type { SubscriptionsTable } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface ImportRequest {
  newsletter: string
  cadence: string
  /** One for each address. */
  rows: ImportRow[]
  topics?: string[]
  at: Temporal.Instant
  /** `import list.csv` */
  source: string
}

/** Every row is counted once. */
export interface ImportCounts {
  added: number
  /** Known as the row says: nothing changed. */
  already: number
  /** Kept out: left this newsletter before. */
  left: number
  /** Kept out: the address is suppressed. */
  suppressed: number
  /** The row says that they left: written down, or ended. */
  unsubscribed: number
  /** The row says that the address must not be mailed: written down. */
  newlySuppressed: number
}

type Outcome = keyof ImportCounts

/** Rows of one transaction: few enough that a page waits for none of them. */
const CHUNK = 500

/** A crash in between leaves whole chunks; importing again counts those as known. */
export async function importRows(db: Db, request: ImportRequest, newId: () => string): Promise<ImportCounts> {
  const counts: ImportCounts = { added: 0, already: 0, left: 0, suppressed: 0, unsubscribed: 0, newlySuppressed: 0 }
  for (let start = 0; start < request.rows.length; start += CHUNK) {
    const rows = new Map(request.rows.slice(start, start + CHUNK).map((row) => [row.key, row]))
    const outcomes = await write(db, (trx) => importChunk(trx, { ...request, rows: [...rows.values()] }, newId))
    for (const outcome of outcomes) counts[outcome]++
    await nextTurn()
  }
  return counts
}

/** What the store knows of a chunk's addresses, by key. */
interface Known {
  suppressed: Set<string>
  subscriberIds: Map<string, number>
  subscriptions: Map<string, Selectable<SubscriptionsTable>>
}

async function importChunk(trx: Trx, request: ImportRequest, newId: () => string): Promise<Outcome[]> {
  const known = await knownOf(trx, request)
  const decided = request.rows.map((row) => ({ row, outcome: outcomeOf(row, known) }))
  const rowsWith = (...wanted: Outcome[]) =>
    decided.filter(({ outcome }) => wanted.includes(outcome)).map(({ row }) => row)
  for (const row of rowsWith('newlySuppressed')) await suppressRow(trx, row, request)
  for (const row of rowsWith('unsubscribed')) await endRow(trx, row, known, request)
  const newcomers = rowsWith('added', 'unsubscribed').filter(({ key }) => !known.subscriptions.has(key))
  if (newcomers.length > 0) await addSubscriptions(trx, newcomers, known, request, newId)
  return decided.map(({ outcome }) => outcome)
}

function outcomeOf(row: ImportRow, { suppressed, subscriptions }: Known): Outcome {
  const state = subscriptions.get(row.key)?.state
  if (row.status === 'suppressed') return suppressed.has(row.key) ? 'already' : 'newlySuppressed'
  if (row.status === 'unsubscribed') return state === 'unsubscribed' ? 'already' : 'unsubscribed'
  if (suppressed.has(row.key)) return 'suppressed'
  if (state === 'unsubscribed') return 'left'
  return state ? 'already' : 'added'
}

async function knownOf(trx: Trx, { rows, newsletter }: ImportRequest): Promise<Known> {
  const keys = rows.map(({ key }) => key)
  const suppressions = await trx
    .selectFrom('suppressions')
    .select('address_key')
    .where('address_key', 'in', keys)
    .execute()
  const subscriptions = await trx
    .selectFrom('subscriptions')
    .innerJoin('subscribers', 'subscribers.id', 'subscriptions.subscriber_id')
    .selectAll('subscriptions')
    .select('subscribers.address_key')
    .where('subscribers.address_key', 'in', keys)
    .where('subscriptions.newsletter_id', '=', newsletter)
    .execute()
  return {
    suppressed: new Set(suppressions.map(({ address_key }) => address_key)),
    subscriberIds: await subscriberIdsOf(trx, keys),
    subscriptions: new Map(subscriptions.map((row) => [row.address_key, row])),
  }
}

async function subscriberIdsOf(trx: Trx, keys: string[]): Promise<Map<string, number>> {
  const rows = await trx
    .selectFrom('subscribers')
    .select(['id', 'address_key'])
    .where('address_key', 'in', keys)
    .execute()
  return new Map(rows.map((row) => [row.address_key, row.id]))
}

/** `cleaned` and its like in other services' lists are addresses that bounced. */
async function suppressRow(trx: Trx, { key }: ImportRow, { at, source }: ImportRequest): Promise<void> {
  await suppressAddress(trx, { addressKey: key, reason: 'bounced', at: millisecondsOf(at), note: source })
}

async function endRow(trx: Trx, { key }: ImportRow, known: Known, { at, source }: ImportRequest): Promise<void> {
  const subscription = known.subscriptions.get(key)
  if (subscription) await end(trx, subscription, 'unsubscribed', millisecondsOf(at), source)
}

async function addSubscriptions(
  trx: Trx,
  rows: ImportRow[],
  known: Known,
  request: ImportRequest,
  newId: () => string,
): Promise<void> {
  const { newsletter: newsletter_id, cadence, source } = request
  const at = millisecondsOf(request.at)
  const topics = topicsText(request.topics ?? [])
  const strangers = rows.filter(({ key }) => !known.subscriberIds.has(key))
  if (strangers.length > 0) await addSubscribers(trx, strangers, at, newId)
  const ids = await subscriberIdsOf(
    trx,
    rows.map(({ key }) => key),
  )
  const entries = rows.map((row) => ({ subscriber_id: ids.get(row.key) as number, newsletter_id, ...entryOf(row) }))
  const subscriptions = entries.map(({ action: _, ...entry }) => ({
    ...entry,
    handle: newId(),
    cadence,
    topics,
    since: at,
    state_at: at,
  }))
  await trx.insertInto('subscriptions').values(subscriptions).execute()
  const consents = entries.map(({ state: _, ...entry }) => ({ ...entry, at, source }))
  await trx.insertInto('consents').values(consents).execute()
}

function entryOf(row: ImportRow): { state: SubscriptionState; action: ConsentAction } {
  return row.status === 'active'
    ? { state: 'active', action: 'imported' }
    : { state: 'unsubscribed', action: 'unsubscribed' }
}

async function addSubscribers(trx: Trx, rows: ImportRow[], at: number, newId: () => string): Promise<void> {
  const subscribers = rows.map((row) => ({
    handle: newId(),
    address: row.address,
    address_key: row.key,
    name: row.name ?? null,
    created_at: row.createdAt ? millisecondsOf(row.createdAt) : at,
  }))
  await trx.insertInto('subscribers').values(subscribers).execute()
}
