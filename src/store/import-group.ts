import { sql } from 'kysely'
import { consentsElsewhere } from '../subscribers/import/consent-origin.ts'
import type { ImportRow, RowsToImport, WrittenRow } from '../subscribers/import/import-row.ts'
import type { ConsentAction, SubscriptionState, WrittenConsent } from '../subscribers/subscriber.ts'
import { engineOf } from './engine.ts'
import { erasedAmong } from './erasures.ts'
import { millisecondsOf } from './instants.ts'
import { end } from './leave.ts'
import { PARAMETER, parameters, prepared } from './prepared.ts'
import { newestPostOf } from './since.ts'
import { beginSubscriptions } from './step-subscriptions.ts'
import { evidenceColumns, ownHourColumns, topicsText } from './subscriber-rows.ts'
import { recordSteps, suppressAddress } from './suppress.ts'
import type { Trx } from './transaction.ts'

/** Rows of one newsletter. */
export interface Group extends RowsToImport {
  rows: ImportRow[]
}

type RowOutcome = WrittenRow['outcome']

/** What the store knows of a group's addresses, by key. */
interface Known {
  erased: Set<string>
  suppressed: Set<string>
  subscriberIds: Map<string, number>
  subscriptions: Map<string, { id: number; subscriber_id: number; newsletter_id: string; state: SubscriptionState }>
}

export async function importGroup(trx: Trx, group: Group, newId: () => string): Promise<WrittenRow[]> {
  const known = await knownOf(trx, group)
  const written = group.rows.map((row) => ({ row, outcome: outcomeOf(row, known) }))
  const rowsWith = (...wanted: RowOutcome[]) =>
    written.filter(({ outcome }) => wanted.includes(outcome)).map(({ row }) => row)
  for (const row of rowsWith('newlySuppressed')) await suppressRow(trx, row, group)
  for (const row of rowsWith('added', 'unsubscribed')) await recordSteps(trx, row.key, row.suppressionSteps ?? [])
  for (const row of rowsWith('unsubscribed')) await endRow(trx, row, known, group)
  const newcomers = [...rowsWith('added', 'unsubscribed'), ...rowsWith('newlySuppressed', 'already').filter(isKept)]
  const strangers = newcomers.filter(({ key }) => !known.subscriptions.has(key))
  if (strangers.length > 0) await addSubscriptions(trx, strangers, known, group, newId)
  return written
}

/** Our own export has the subscription of a suppressed address, too. */
function isKept({ status, kept }: ImportRow): boolean {
  return status === 'suppressed' && kept !== undefined
}

function outcomeOf(row: ImportRow, { erased, suppressed, subscriptions }: Known): RowOutcome {
  if (erased.has(row.key)) return 'erased'
  const state = subscriptions.get(row.key)?.state
  if (row.status === 'suppressed') return suppressed.has(row.key) ? 'already' : 'newlySuppressed'
  if (row.status === 'unsubscribed') return state === 'unsubscribed' ? 'already' : 'unsubscribed'
  if (suppressed.has(row.key)) return 'suppressed'
  if (state === 'unsubscribed') return 'left'
  return state ? 'already' : 'added'
}

async function knownOf(trx: Trx, { rows, newsletter }: Group): Promise<Known> {
  const keys = evenly(rows.map(({ key }) => key))
  const suppressions = await suppressedAmong(trx, keys.length, keys)
  const people = await peopleAmong(trx, keys.length, [newsletter, ...keys])
  return {
    erased: await erasedAmong(trx, keys),
    suppressed: new Set(suppressions.map(({ address_key }) => address_key)),
    subscriberIds: new Map(people.map((row) => [row.address_key, row.subscriber_id])),
    subscriptions: new Map(
      people.flatMap(({ address_key, subscriber_id, id, state }) =>
        id === null || state === null
          ? []
          : [[address_key, { id, subscriber_id, newsletter_id: newsletter, state }] as const],
      ),
    ),
  }
}

/** As many as a power of two, the last one again and again: a statement is kept for each number. */
function evenly(keys: string[]): string[] {
  const wanted = 2 ** Math.ceil(Math.log2(keys.length))
  return [...keys, ...Array.from({ length: wanted - keys.length }, () => keys.at(-1) as string)]
}

const suppressedAmong = prepared<{ address_key: string }>(
  (count) => sql`select address_key from suppressions where address_key in (${parameters(count)})`,
)

const peopleAmong = prepared<{
  address_key: string
  subscriber_id: number
  id: number | null
  state: SubscriptionState | null
}>(
  (count) => sql`
    select p.address_key, p.id as subscriber_id, s.id, s.state
    from subscribers p left join subscriptions s on s.subscriber_id = p.id and s.newsletter_id = ${PARAMETER}
    where p.address_key in (${parameters(count)})`,
)

async function suppressRow(trx: Trx, row: ImportRow, { at, source }: RowsToImport): Promise<void> {
  const { key, suppression, suppressionSteps: before } = row
  const { reason = 'bounced', at: since = at, note = undefined } = suppression ?? {}
  await suppressAddress(trx, { addressKey: key, reason, at: millisecondsOf(since), note, source, before })
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
  const ids = await withStrangers(trx, rows, known, group, newId)
  const newest = await newestPostOf(trx, newsletter_id)
  const now = millisecondsOf(group.at)
  const start = { newsletter_id, cadence: group.cadences.get(newsletter_id) ?? 'default', now, newest }
  await beginSubscriptions(
    trx,
    rows.map((row) => subscriptionOf(row, ids.get(row.key) as number, newId(), start)),
  )
  const consents = rows.flatMap((row) => consentsOf(row, ids.get(row.key) as number, group))
  for (let from = 0; from < consents.length; from += rows.length)
    await engineOf(trx).insertRows(trx, 'consents', consents.slice(from, from + rows.length))
}

/** The ids of all of them, of those too who are new here. */
async function withStrangers(
  trx: Trx,
  rows: ImportRow[],
  { subscriberIds }: Known,
  { newsletter, at }: Group,
  newId: () => string,
): Promise<Map<string, number>> {
  const strangers = rows.filter(({ key }) => !subscriberIds.has(key))
  if (strangers.length === 0) return subscriberIds
  const subscribers = strangers.map((row) => ({
    handle: newId(),
    address: row.address,
    address_key: row.key,
    name: row.name ?? null,
    language: row.language ?? null,
    ...ownHourColumns(row.ownHour),
    created_at: millisecondsOf(row.createdAt ?? at),
  }))
  await engineOf(trx).insertRows(trx, 'subscribers', subscribers)
  const keys = evenly(strangers.map(({ key }) => key))
  const people = await peopleAmong(trx, keys.length, [newsletter, ...keys])
  return new Map([...subscriberIds, ...people.map((row) => [row.address_key, row.subscriber_id] as const)])
}

/** How subscriptions of a group begin. */
interface Start {
  newsletter_id: string
  cadence: string
  now: number
  newest: number
}

function subscriptionOf(row: ImportRow, subscriber_id: number, handle: string, { now, newest, ...start }: Start) {
  const kept = row.kept?.since ? millisecondsOf(row.kept.since) : 0
  return {
    handle,
    subscriber_id,
    newsletter_id: start.newsletter_id,
    cadence: row.cadence ?? start.cadence,
    topics: topicsText(row.topics ?? []),
    // What became new here before they came is not caught up, whatever their old list says.
    since: kept > newest ? kept : Math.max(now, newest),
    state: stateOf(row),
    state_at: row.kept?.stateAt ? millisecondsOf(row.kept.stateAt) : now,
    paused_until: row.kept?.pausedUntil ? millisecondsOf(row.kept.pausedUntil) : null,
    feed_since: row.kept?.feedSince ? millisecondsOf(row.kept.feedSince) : null,
  }
}

function stateOf({ status, kept }: ImportRow): SubscriptionState {
  if (status === 'unsubscribed') return 'unsubscribed'
  return kept?.state ?? 'active'
}

/** The record of our own export goes on as it was; that of others begins with what their list says. */
function consentsOf(row: ImportRow, subscriber_id: number, { newsletter: newsletter_id, at, source }: Group) {
  const begun: ConsentAction = stateOf(row) === 'unsubscribed' ? 'unsubscribed' : 'imported'
  const kept = row.kept?.consents ?? []
  const consents: WrittenConsent[] =
    kept.length > 0 ? kept : [...consentsElsewhere(row, source), { action: begun, at, source }]
  return consents.map(({ action, at: when, source: who, evidence }) => {
    const { form, wording, language, network, network_hash } = evidenceColumns(evidence)
    const said = { form, wording, language, network, network_hash }
    return { subscriber_id, newsletter_id, action, at: millisecondsOf(when), source: who, ...said }
  })
}
