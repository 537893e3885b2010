import { type Selectable, sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Lease } from '../deliveries/ledger.ts'
import type { Holding, NewWorker, RunningWorker, WorkDone, WorkerLease } from '../deliveries/worker.ts'
import { engineOf } from './engine.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { assertHeld, LeaseLost } from './leases.ts'
import { PARAMETER, prepared } from './prepared.ts'
import { settleInterrupted, type UncertainPolicy } from './reopen-deliveries.ts'
import type { WorkersTable } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** Those who deliver, each with a lease of its own in place of one for the database. */
export interface WorkerStore {
  /**
   * Begins to deliver, and settles what those who are over were sending. With the lease that lets one alone deliver, all
   * others are over; throws LeaseLost where that has another holder.
   */
  begin(worker: NewWorker, policy: UncertainPolicy, at: Temporal.Instant, alone?: Lease): Promise<WorkerLease>
  /** It lives, and has sent so much; false where it was declared over meanwhile. */
  heard(worker: WorkerLease, at: Temporal.Instant, work?: WorkDone): Promise<boolean>
  /** The time by which it is told when they were heard of: the database's own, where that has one. */
  now(at: Temporal.Instant): Promise<Temporal.Instant>
  /** Declares workers over, unless they were heard of since they were listed, and settles what they were sending; says how much. */
  settleOver(over: RunningWorker[], policy: UncertainPolicy, at: Temporal.Instant): Promise<number>
  /** Ends; what it could not write down of its mails is settled. */
  end(worker: WorkerLease, policy: UncertainPolicy, at: Temporal.Instant): Promise<void>
  /** The oldest first. */
  list(): Promise<RunningWorker[]>
  /** What they have now, where it is handed out in parts. */
  holdings(): Promise<Holding[]>
}

export function workerStore(db: Db): WorkerStore {
  return {
    begin: (worker, policy, at, alone) => write(db, (trx) => begin(trx, worker, policy, millisecondsOf(at), alone)),
    heard: (worker, at, work) => write(db, (trx) => heard(trx, worker, millisecondsOf(at), work)),
    now: async (at) => instantOf(await engineOf(db).now(db, millisecondsOf(at))),
    settleOver: (over, policy, at) => write(db, (trx) => settleOver(trx, over, policy, millisecondsOf(at))),
    end: (worker, policy, at) => write(db, (trx) => end(trx, worker, policy, millisecondsOf(at))),
    list: async () => (await db.selectFrom('workers').selectAll().orderBy('id').execute()).map(workerOf),
    holdings: () => holdings(db),
  }
}

const workerWithId = prepared<{ id: number }>(() => sql`select id from workers where id = ${PARAMETER}`)

/** Throws LeaseLost where this worker was declared over: called in the transaction that it protects. */
export async function assertAtWork(trx: Trx, { id }: WorkerLease): Promise<void> {
  const rows = await workerWithId(trx, 1, [id])
  if (rows.length === 0) throw new LeaseLost('This process was taken for over, and no longer delivers.')
}

async function begin(
  trx: Trx,
  { holder, host, boot, pid, started }: NewWorker,
  policy: UncertainPolicy,
  at: number,
  alone: Lease | undefined,
): Promise<WorkerLease> {
  if (alone) {
    await assertHeld(trx, alone)
    await trx.deleteFrom('workers').execute()
  }
  await settleInterrupted(trx, policy, at)
  const heard_at = await engineOf(trx).now(trx, at)
  return trx
    .insertInto('workers')
    .values({ holder, host, boot, pid, started, since: at, heard_at })
    .returning('id')
    .executeTakeFirstOrThrow()
}

async function end(trx: Trx, { id }: WorkerLease, policy: UncertainPolicy, at: number): Promise<void> {
  await trx.deleteFrom('workers').where('id', '=', id).execute()
  await settleInterrupted(trx, policy, at)
}

async function heard(trx: Trx, { id }: WorkerLease, at: number, work?: WorkDone): Promise<boolean> {
  const heard_at = await engineOf(trx).now(trx, at)
  const done = work && { sent: work.sent, per_minute: work.perMinute }
  const result = await trx
    .updateTable('workers')
    .set({ heard_at, ...done })
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

async function settleOver(trx: Trx, over: RunningWorker[], policy: UncertainPolicy, at: number): Promise<number> {
  for (const { id, heardAt } of over)
    await trx.deleteFrom('workers').where('id', '=', id).where('heard_at', '=', millisecondsOf(heardAt)).execute()
  return settleInterrupted(trx, policy, at)
}

async function holdings(db: Db): Promise<Holding[]> {
  const rows = await db
    .selectFrom('held_parts')
    .select(['worker_id', 'edition_id'])
    .select(sql<number>`cast(sum(last_id - first_id + 1) as bigint)`.as('deliveries'))
    .groupBy(['worker_id', 'edition_id'])
    .orderBy('edition_id')
    .execute()
  return rows.map(({ worker_id, edition_id, deliveries }) => ({
    workerId: worker_id,
    editionId: edition_id,
    deliveries,
  }))
}

function workerOf({ since, heard_at, per_minute, ...same }: Selectable<WorkersTable>): RunningWorker {
  return { ...same, since: instantOf(since), heardAt: instantOf(heard_at), perMinute: per_minute }
}
