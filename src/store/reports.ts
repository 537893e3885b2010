import type { Temporal } from 'temporal-polyfill'
import { type Consequence, FULL_DAYS, type Standing } from '../bounces/consequence.ts'
import type { InboxPlace, KnownDelivery, NewReport } from '../bounces/taken-report.ts'
import type { RecordedReport } from '../deliveries/subscriber-record.ts'
import { editionName } from '../editions/edition.ts'
import { serversOf } from '../subscribers/actor.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { ADDRESS_GONE } from './record-outcomes.ts'
import { stepDeliveries } from './step-deliveries.ts'
import { suppressAddress } from './suppress.ts'
import { type Db, type Trx, write } from './transaction.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
/** A Message-ID is looked for among so many of its person's mails of one newsletter, the newest first. */
const LOOKED_AT = 500

/** What came back of mails, and what followed. */
export interface ReportStore {
  placeOf(inbox: string): Promise<InboxPlace | undefined>
  /** What was read, and how many of it were understood. */
  notePlace(
    inbox: string,
    place: InboxPlace,
    read: { understood: number; leftAlone: number },
    at: Temporal.Instant,
  ): Promise<void>
  inboxes(): Promise<{ name: string; at: Temporal.Instant; understood: number; leftAlone: number }[]>
  delivery(id: number): Promise<KnownDelivery | undefined>
  /** Those to a subscriber, by their handle, of one newsletter. */
  deliveriesTo(handle: string, newsletter: string): Promise<KnownDelivery[]>
  /** Those of an edition whose fate is unknown. */
  uncertain(editionId: number): Promise<KnownDelivery[]>
  /** They were taken, somebody proves; says of how many nobody knew it. */
  settleAccepted(ids: number[], at: Temporal.Instant): Promise<number>
  /**
   * Writes a report down and does what follows, in one transaction. Undefined where it was written down before: nothing is
   * done twice.
   */
  record(report: NewReport, decide: (standing: Standing) => Consequence): Promise<Consequence | undefined>
  /** Of one person, the newest first. */
  of(subscriberId: number, most: number): Promise<RecordedReport[]>
  /** How many of each kind and reason came since. */
  counts(since: Temporal.Instant): Promise<{ kind: string; reason: string; count: number }[]>
}

export function reportStore(db: Db): ReportStore {
  return {
    placeOf: async (inbox) => {
      const row = await db.selectFrom('inboxes').selectAll().where('name', '=', inbox).executeTakeFirst()
      return row && { validity: row.validity, lastUid: row.last_uid }
    },
    notePlace: (inbox, place, read, at) => write(db, (trx) => notePlace(trx, inbox, place, read, millisecondsOf(at))),
    inboxes: async () => {
      const rows = await db.selectFrom('inboxes').selectAll().orderBy('name').execute()
      return rows.map(({ name, at, understood, left_alone }) => ({
        name,
        at: instantOf(at),
        understood,
        leftAlone: left_alone,
      }))
    },
    delivery: async (id) => (await knownDeliveries(db).where('d.id', '=', id).execute()).map(knownOf)[0],
    deliveriesTo: async (handle, newsletter) => {
      const query = knownDeliveries(db).where('p.handle', '=', handle).where('e.newsletter_id', '=', newsletter)
      return (await query.orderBy('d.id', 'desc').limit(LOOKED_AT).execute()).map(knownOf)
    },
    uncertain: async (editionId) => {
      const query = knownDeliveries(db).where('d.edition_id', '=', editionId).where('d.state', '=', 'uncertain')
      return (await query.orderBy('d.id').execute()).map(knownOf)
    },
    settleAccepted: (ids, at) => write(db, (trx) => settleAccepted(trx, ids, millisecondsOf(at))),
    record: (report, decide) => write(db, (trx) => record(trx, report, decide)),
    of: (subscriberId, most) => reportsOn(db, subscriberId, most),
    counts: async (since) =>
      db
        .selectFrom('reports')
        .select(['kind', 'reason', ({ fn }) => fn.countAll<number>().as('count')])
        .where('at', '>=', millisecondsOf(since))
        .groupBy(['kind', 'reason'])
        .orderBy('kind')
        .orderBy('reason')
        .execute(),
  }
}

/** Of one person, the newest first. */
export async function reportsOn(db: Db, subscriberId: number, most: number): Promise<RecordedReport[]> {
  const rows = await db
    .selectFrom('reports as r')
    .innerJoin('deliveries as d', 'd.id', 'r.delivery_id')
    .innerJoin('editions as e', 'e.id', 'd.edition_id')
    .selectAll('r')
    .select(['e.newsletter_id', 'e.number', 'e.trial', 'e.correction'])
    .where('r.subscriber_id', '=', subscriberId)
    .orderBy('r.id', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    edition: nameOf(row),
    at: instantOf(row.at),
    kind: row.kind,
    action: row.action,
    reason: row.reason,
    ...(row.status !== null && { status: row.status }),
    ...(row.code !== null && { code: row.code }),
    ...(row.reply !== null && { reply: row.reply }),
  }))
}

async function settleAccepted(trx: Trx, ids: number[], at: number): Promise<number> {
  let settled = 0
  for (let from = 0; from < ids.length; from += 500) {
    const page = ids.slice(from, from + 500)
    const step = stepDeliveries(trx, 'accepted', { from: ['uncertain'], at, due_at: null, reason: 'relay-log' })
    settled += Number((await step.where('id', 'in', page).executeTakeFirst()).numUpdatedRows)
  }
  return settled
}

async function notePlace(
  trx: Trx,
  name: string,
  { validity, lastUid: last_uid }: InboxPlace,
  { understood, leftAlone: left_alone }: { understood: number; leftAlone: number },
  at: number,
): Promise<void> {
  await trx
    .insertInto('inboxes')
    .values({ name, validity, last_uid, at, understood, left_alone })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet(({ eb }) => ({
        validity,
        last_uid,
        at,
        understood: eb('inboxes.understood', '+', understood),
        left_alone: eb('inboxes.left_alone', '+', left_alone),
      })),
    )
    .execute()
}

function knownDeliveries(db: Db | Trx) {
  return db
    .selectFrom('deliveries as d')
    .innerJoin('subscribers as p', 'p.id', 'd.subscriber_id')
    .innerJoin('editions as e', 'e.id', 'd.edition_id')
    .select(['d.id', 'd.subscriber_id', 'd.edition_id', 'p.handle', 'p.address_key'])
    .select(['e.newsletter_id', 'e.number', 'e.trial', 'e.correction', 'e.birth', 'e.headers'])
}

type KnownRow = Awaited<ReturnType<ReturnType<typeof knownDeliveries>['execute']>>[number]

function knownOf(row: KnownRow): KnownDelivery {
  return {
    id: row.id,
    editionId: row.edition_id,
    subscriberId: row.subscriber_id,
    subscriberHandle: row.handle,
    addressKey: row.address_key,
    newsletter: row.newsletter_id,
    edition: placeOf(row),
    ...(row.birth !== null && { birth: row.birth }),
  }
}

function placeOf({ number, trial, correction }: Pick<KnownRow, 'number' | 'trial' | 'correction'>) {
  return {
    ...(number !== null && { number }),
    ...(trial !== null && { trial }),
    ...(correction !== null && { correction }),
  }
}

function nameOf(row: Pick<KnownRow, 'newsletter_id' | 'number' | 'trial' | 'correction'>): string {
  return editionName({ newsletter: row.newsletter_id, ...placeOf(row) })
}

async function record(
  trx: Trx,
  { delivery, reported, ...report }: NewReport,
  decide: (standing: Standing) => Consequence,
): Promise<Consequence | undefined> {
  const at = millisecondsOf(report.at)
  const { action, reason, status = null, code = null, reply = null } = reported
  const written = await trx
    .insertInto('reports')
    .values({
      ...{ mail_hash: report.mailHash, position: report.position, inbox: report.inbox, at, kind: report.kind },
      ...{ action, reason, status, code, reply: delivery.addressKey.includes('@') ? reply : null },
      ...{ delivery_id: delivery.id, subscriber_id: delivery.subscriberId },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (written.numInsertedOrUpdatedRows !== 1n) return undefined
  const consequence = decide(await standingOf(trx, delivery, at))
  const why = { at, ...(reported.permanent && { reason: ADDRESS_GONE }) }
  for (const next of consequence.states) {
    if (next === 'sending') continue
    const step = next === 'bounced' ? why : { at }
    await stepDeliveries(trx, next, step).where('id', '=', delivery.id).execute()
  }
  if (consequence.suppress) {
    const source = serversOf(editionName({ newsletter: delivery.newsletter, ...delivery.edition }))
    const note = reply ?? reason
    await suppressAddress(trx, { addressKey: delivery.addressKey, reason: consequence.suppress, at, source, note })
  }
  return consequence
}

/** As it is before the report counts, but for its row. */
async function standingOf(trx: Trx, { id, editionId, subscriberId }: KnownDelivery, at: number): Promise<Standing> {
  const { state } = await trx.selectFrom('deliveries').select('state').where('id', '=', id).executeTakeFirstOrThrow()
  const full = await trx
    .selectFrom('reports')
    .select(({ fn }) => fn.count<number>('delivery_id').distinct().as('count'))
    .where('subscriber_id', '=', subscriberId)
    .where('delivery_id', '<>', id)
    .where('reason', '=', 'mailbox-full')
    .where('action', '=', 'failed')
    .where('at', '>=', at - FULL_DAYS * DAY_MS)
    .executeTakeFirstOrThrow()
  const gone = await trx
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('edition_id', '=', editionId)
    .where('state', '=', 'bounced')
    .where('reason', '=', ADDRESS_GONE)
    .where('id', '<>', id)
    .executeTakeFirstOrThrow()
  const { recipient_count } = await trx
    .selectFrom('editions')
    .select('recipient_count')
    .where('id', '=', editionId)
    .executeTakeFirstOrThrow()
  return { state, full: full.count, gone: gone.count, sent: recipient_count ?? 0 }
}
