import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { FailureReason } from '../deliveries/delivery.ts'
import { LAST_STATES } from '../deliveries/delivery-states.ts'
import type { DeliveryCounts, WaitingDeliveries } from '../deliveries/edition-progress.ts'
import type { LedgerAnswer, LedgerWrites } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import { type ClaimableDelivery, cameDue, claimable, nextDue } from './claim-deliveries.ts'
import { countDeliveries } from './count-deliveries.ts'
import type { QuickWrite } from './engine.ts'
import { millisecondsOf } from './instants.ts'
import { countComeTwice } from './may-have-come-twice.ts'
import { record } from './record-deliveries.ts'
import { reopen, type StaysOut, settleHeldUncertain, stayingOut } from './reopen-deliveries.ts'
import { type Db, write } from './transaction.ts'
import { waitingOf } from './waiting-deliveries.ts'

/** The domain in `deliveries.address`, in a way that SQLite and PostgreSQL share. */
const DOMAIN = sql<string>`lower(substr(address, length(rtrim(address, replace(address, '@', ''))) + 1))`
const SHOWN = 20

/** The ledger. */
export interface DeliveryStore {
  /** What of an edition may be sent now, by id, after `afterId` up to `lastId`. Claims nothing: that is record()'s intents. */
  claimable(
    editionId: number,
    now: Temporal.Instant,
    limit: number,
    afterId?: number,
    lastId?: number,
  ): Promise<ClaimableDelivery[]>
  /** Of what was never tried, whose time came after this one's, in that order. */
  cameDue(
    editionId: number,
    now: Temporal.Instant,
    limit: number,
    after: { at: Temporal.Instant; id: number },
  ): Promise<ClaimableDelivery[]>
  /** Writes a group of outcomes and intents in one transaction. Throws LeaseLost where the worker was declared over. */
  record(writes: LedgerWrites, worker: WorkerLease, at: Temporal.Instant): Promise<LedgerAnswer>
  counts(editionId: number): Promise<DeliveryCounts>
  /** How many of these editions' mails may have come twice. */
  comeTwice(editionIds: number[]): Promise<number>
  /** How many got a last state since an instant. */
  settledSince(editionId: number, since: Temporal.Instant): Promise<number>
  /** By reason and domain, the most frequent first. */
  reasons(editionId: number, state: 'deferred' | 'rejected'): Promise<FailureReason[]>
  nextDue(editionId: number): Promise<Temporal.Instant | undefined>
  /** What was not tried yet, and waits for its reader's hour, or for another mail. */
  waiting(editionId: number): Promise<WaitingDeliveries>
  /** Has failed or held uncertain deliveries sent once more, the edition with them; says how many. */
  retry(editionId: number, which: 'failed' | 'uncertain', at: Temporal.Instant): Promise<number>
  /** What of an edition failed and would not be sent again, counted by why. */
  stayingOut(editionId: number): Promise<Partial<Record<StaysOut, number>>>
  /** An operator says what became of the uncertain deliveries that are held; says how many. */
  settleHeldUncertain(editionId: number, as: 'accepted' | 'rejected', at: Temporal.Instant): Promise<number>
}

/** `quickWrite`: write(), or what does the same faster. */
export function deliveryStore(db: Db, quickWrite: QuickWrite): DeliveryStore {
  return {
    claimable: (editionId, now, limit, afterId, lastId) => claimable(db, editionId, now, limit, afterId, lastId),
    cameDue: (editionId, now, limit, after) => cameDue(db, editionId, now, limit, after),
    record: (writes, worker, at) => quickWrite((trx) => record(trx, writes, worker, millisecondsOf(at))),
    counts: (editionId) => countDeliveries(db, editionId),
    comeTwice: (editionIds) => countComeTwice(db, editionIds),
    settledSince: (editionId, since) => settledSince(db, editionId, millisecondsOf(since)),
    reasons: (editionId, state) => reasons(db, editionId, state),
    nextDue: (editionId) => nextDue(db, editionId),
    waiting: (editionId) => waitingOf(db, editionId),
    retry: (editionId, which, at) => write(db, (trx) => reopen(trx, editionId, which, millisecondsOf(at))),
    stayingOut: (editionId) => stayingOut(db, editionId),
    settleHeldUncertain: (editionId, as, at) =>
      write(db, (trx) => settleHeldUncertain(trx, editionId, as, millisecondsOf(at))),
  }
}

async function settledSince(db: Db, editionId: number, since: number): Promise<number> {
  const row = await db
    .selectFrom('deliveries')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('edition_id', '=', editionId)
    .where('state', 'in', LAST_STATES)
    .where('state_at', '>', since)
    .executeTakeFirstOrThrow()
  return row.count
}

async function reasons(db: Db, editionId: number, state: 'deferred' | 'rejected'): Promise<FailureReason[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => [
      'reply_code',
      'reply_enhanced',
      'error',
      DOMAIN.as('domain'),
      fn.max('reply_text').as('example'),
      fn.countAll<number>().as('count'),
    ])
    .where('edition_id', '=', editionId)
    .where('state', '=', state)
    .where('first_at', 'is not', null)
    .groupBy(['reply_code', 'reply_enhanced', 'error', 'domain'])
    .orderBy('count', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    reason: [row.reply_code, row.reply_enhanced].filter(Boolean).join(' ') || (row.error ?? 'unknown'),
    example: row.example ?? undefined,
    domain: row.domain,
    count: row.count,
  }))
}
