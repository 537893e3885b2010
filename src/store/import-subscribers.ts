import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Selectable } from 'kysely'
import type { ImportCounts } from '../subscribers/import/import-counts.ts'
import type { ImportRow, RowsToImport } from '../subscribers/import/import-row.ts'
import type { ConsentAction, SubscriptionState, WrittenConsent } from '../subscribers/subscriber.ts'
import { millisecondsOf } from './instants.ts'
import { end } from './leave.ts'
import { newestPostOf } from './since.ts'
import { beginSubscriptions } from './step-subscriptions.ts'
import { evidenceColumns, topicsText } from './subscriber-rows.ts'
import { suppressAddress } from './suppress.ts'
import type { SubscriptionsTable } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** Every row is counted once. */
type RowOutcome = keyof ImportCounts

/** Rows of one transaction: few enough that a page waits for none of them. */
const CHUNK = 500

/** A crash in between leaves whole chunks; importing again counts those as known. */
export async function importRows(db: Db, request: RowsToImport, newId: () => string): Promise<ImportCounts> {
  const counts: ImportCounts = { added: 0, already: 0, left: 0, suppressed: 0, unsubscribed: 0, newlySuppressed: 0 }
  for await (const rows of chunksOf(request.rows)) {
    const outcomes = await write(db, (trx) => importChunk(trx, request, rows, newId))
    for (const outcome of outcomes) counts[outcome]++
    await nextTurn()
  }
  return counts
}

async function* chunksOf(rows: RowsToImport['rows']): AsyncIterable<ImportRow[]> {
  let chunk: ImportRow[] = []
  for await (const row of rows) {
    chunk.push(row)
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = []
  }
  if (chunk.length > 0) yield chunk
}

async function importChunk(
  trx: Trx,
  request: RowsToImport,
  rows: ImportRow[],
  newId: () => string,
): Promise<RowOutcome[]> {
  const outcomes: RowOutcome[] = []
  for (const newsletter of new Set(rows.map((row) => row.newsletter ?? request.newsletter))) {
    const own = rows.filter((row) => (row.newsletter ?? request.newsletter) === newsletter)
    outcomes.push(...(await importGroup(trx, { ...request, newsletter, rows: own }, newId)))
  }
  return outcomes
}

/** A chunk's rows of one newsletter. */
interface Group extends RowsToImport {
  rows: ImportRow[]
}

/** What the store knows of a group's addresses, by key. */
interface Known {
  suppressed: Set<string>
  subscriberIds: Map<string, number>
  subscriptions: Map<string, Selectable<SubscriptionsTable>>
}

async function importGroup(trx: Trx, group: Group, newId: () => string): Promise<RowOutcome[]> {
  const known = await knownOf(trx, group)
  const decided = group.rows.map((row) => ({ row, outcome: outcomeOf(row, known) }))
  const rowsWith = (...wanted: RowOutcome[]) =>
    decided.filter(({ outcome }) => wanted.includes(outcome)).map(({ row }) => row)
  for (const row of rowsWith('newlySuppressed')) await suppressRow(trx, row, group)
  for (const row of rowsWith('unsubscribed')) await endRow(trx, row, known, group)
  const newcomers = [...rowsWith('added', 'unsubscribed'), ...rowsWith('newlySuppressed', 'already').filter(isKept)]
  const strangers = newcomers.filter(({ key }) => !known.subscriptions.has(key))
  if (strangers.length > 0) await addSubscriptions(trx, strangers, known, group, newId)
  return decided.map(({ outcome }) => outcome)
}

/** Our own export has the subscription of a suppressed address, too. */
function isKept({ status, kept }: ImportRow): boolean {
  return status === 'suppressed' && kept !== undefined
}

function outcomeOf(row: ImportRow, { suppressed, subscriptions }: Known): RowOutcome {
  const state = subscriptions.get(row.key)?.state
  if (row.status === 'suppressed') return suppressed.has(row.key) ? 'already' : 'newlySuppressed'
  if (row.status === 'unsubscribed') return state === 'unsubscribed' ? 'already' : 'unsubscribed'
  if (suppressed.has(row.key)) return 'suppressed'
  if (state === 'unsubscribed') return 'left'
  return state ? 'already' : 'added'
}

async function knownOf(trx: Trx, { rows, newsletter }: Group): Promise<Known> {
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

async function suppressRow(trx: Trx, { key, suppression }: ImportRow, { at, source }: RowsToImport): Promise<void> {
  const { reason = 'bounced', at: since = at, note = undefined } = suppression ?? {}
  await suppressAddress(trx, { addressKey: key, reason, at: millisecondsOf(since), note, source })
}

async function endRow(trx: Trx, { key }: ImportRow, known: Known, { at, source }: RowsToImport): Promise<void> {
  const subscription = known.subscriptions.get(key)
  if (subscription) await end(trx, subscription, 'unsubscribed', millisecondsOf(at), source)
}

async function addSubscriptions(
  trx: Trx,
  rows: ImportRow[],
  known: Known,
  group: Group,
  newId: () => string,
): Promise<void> {
  const { newsletter: newsletter_id } = group
  const strangers = rows.filter(({ key }) => !known.subscriberIds.has(key))
  if (strangers.length > 0) await addSubscribers(trx, strangers, millisecondsOf(group.at), newId)
  const ids = await subscriberIdsOf(
    trx,
    rows.map(({ key }) => key),
  )
  const newest = await newestPostOf(trx, newsletter_id)
  const entries = rows.map((row) => ({ subscriber_id: ids.get(row.key) as number, newsletter_id, row }))
  const subscriptions = entries.map(({ row, ...entry }) => ({
    ...entry,
    handle: newId(),
    ...startOf(row, group, newest),
  }))
  await beginSubscriptions(trx, subscriptions)
  const consents = entries.flatMap(({ row, ...entry }) =>
    consentsOf(row, group).map((consent) => ({ ...entry, ...consent })),
  )
  await trx.insertInto('consents').values(consents).execute()
}

function startOf(row: ImportRow, { newsletter, cadences, at }: Group, newest: number) {
  const now = millisecondsOf(at)
  const kept = row.kept?.since ? millisecondsOf(row.kept.since) : 0
  return {
    cadence: row.cadence ?? cadences.get(newsletter) ?? 'default',
    topics: topicsText(row.topics ?? []),
    // What became new here before they came is not caught up, whatever their old list says.
    since: kept > newest ? kept : Math.max(now, newest),
    state: stateOf(row),
    state_at: row.kept?.stateAt ? millisecondsOf(row.kept.stateAt) : now,
    paused_until: row.kept?.pausedUntil ? millisecondsOf(row.kept.pausedUntil) : null,
  }
}

function stateOf({ status, kept }: ImportRow): SubscriptionState {
  if (status === 'unsubscribed') return 'unsubscribed'
  return kept?.state ?? 'active'
}

/** The record of our own export goes on as it was; that of others begins with the import. */
function consentsOf(row: ImportRow, { at, source }: Group) {
  const action: ConsentAction = stateOf(row) === 'unsubscribed' ? 'unsubscribed' : 'imported'
  const kept = row.kept?.consents ?? []
  const consents: WrittenConsent[] = kept.length > 0 ? kept : [{ action, at, source }]
  return consents.map(({ evidence, ...consent }) => ({
    ...consent,
    at: millisecondsOf(consent.at),
    ...evidenceColumns(evidence),
  }))
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
