import type PgBoss from 'pg-boss'
import { type Part, spansBetween, spansOf } from '../../deliveries/hand-out.ts'
import type { Lease } from '../../deliveries/ledger.ts'
import type { WorkerLease } from '../../deliveries/worker.ts'
import { OPEN_STATES } from '../../editions/edition.ts'
import { claimableIds, isClaimableNow } from '../claim-deliveries.ts'
import { engineOf, type QuickWrite } from '../engine.ts'
import type { HandOut } from '../hand-out.ts'
import { millisecondsOf } from '../instants.ts'
import { assertHeld } from '../leases.ts'
import { type Db, type Trx, write } from '../transaction.ts'
import { assertAtWork } from '../workers.ts'
import { type Jobs, within } from './jobs.ts'

interface HandOutParts {
  db: Db
  /** Beside others who write. */
  quickWrite: QuickWrite
  jobs: Jobs
}

type Span = Pick<Part, 'firstId' | 'lastId'>

/** Each part of an edition is a job of pg-boss, in a queue of the edition's own: one that is paused or slow holds up no other. */
export function jobHandOut(parts: HandOutParts): HandOut {
  const { quickWrite, jobs } = parts
  return {
    isShared: true,
    prepare: (editionId) => jobs.makeQueue(queueOf(editionId)),
    offer: (trx, editionId) => offerAll(trx, jobs, editionId),
    take: async (editionId, worker) => {
      const boss = await jobs.started()
      return quickWrite((trx) => take(trx, boss, editionId, worker))
    },
    settle: async (part, at, isOver) => {
      const boss = await jobs.started()
      return quickWrite((trx) => settle(trx, { boss, part, at: millisecondsOf(at), isOver }))
    },
    sweep: (lease, at) => sweep(parts, lease, millisecondsOf(at)),
    forgetAll: (trx) => jobs.drop(trx),
    close: () => jobs.close(),
  }
}

function queueOf(editionId: number): string {
  return `edition-${editionId}`
}

async function offer(trx: Trx, boss: PgBoss, editionId: number, spans: Span[]): Promise<void> {
  if (spans.length === 0) return
  const name = queueOf(editionId)
  // All are made at one time: the order is that of their priorities.
  const jobs = spans.map(({ firstId, lastId }, index) => ({ name, data: { firstId, lastId }, priority: -index }))
  await boss.insert(jobs, within(trx))
}

async function offerAll(trx: Trx, jobs: Jobs, editionId: number): Promise<void> {
  const { first, last } = await trx
    .selectFrom('deliveries')
    .select(({ fn }) => [fn.min('id').as('first'), fn.max('id').as('last')])
    .where('edition_id', '=', editionId)
    .executeTakeFirstOrThrow()
  if (first !== null && last !== null) await offer(trx, await jobs.started(), editionId, spansBetween(first, last))
}

async function take(trx: Trx, boss: PgBoss, editionId: number, worker: WorkerLease): Promise<Part | undefined> {
  await assertAtWork(trx, worker)
  const [job] = await boss.fetch<Span>(queueOf(editionId), { batchSize: 1, ...within(trx) })
  if (!job) return undefined
  const { firstId, lastId } = job.data
  const held = { worker_id: worker.id, edition_id: editionId, first_id: firstId, last_id: lastId }
  await trx
    .insertInto('held_parts')
    .values({ job_id: job.id, ...held })
    .onConflict((conflict) => conflict.column('job_id').doUpdateSet(held))
    .execute()
  return { id: job.id, editionId, firstId, lastId }
}

interface Settling {
  boss: PgBoss
  part: Part
  at: number
  isOver: boolean
}

async function settle(trx: Trx, { boss, part, at, isOver }: Settling): Promise<boolean> {
  const now = await engineOf(trx).now(trx, at)
  const hasMore = await isClaimableNow(trx, part, now)
  if (hasMore && !isOver) return false
  const queue = queueOf(part.editionId)
  if (hasMore) await boss.fail(queue, part.id, {}, within(trx))
  else await boss.complete(queue, part.id, {}, within(trx))
  await trx.deleteFrom('held_parts').where('job_id', '=', part.id).execute()
  return true
}

async function sweep(parts: HandOutParts, lease: Lease, at: number): Promise<void> {
  const { db, jobs } = parts
  const boss = await jobs.started()
  await handOn(parts, boss, lease)
  const editions = await db.selectFrom('editions').select(['id', 'state']).where('state', 'in', OPEN_STATES).execute()
  for (const { id, state } of editions)
    if (state === 'sending' || state === 'settling') await offerDue(parts, boss, { id, lease, at })
  await forgetOver(parts, boss, new Set(editions.map(({ id }) => queueOf(id))))
}

/** What workers that are over had is there for others. */
async function handOn({ db, quickWrite }: HandOutParts, boss: PgBoss, lease: Lease): Promise<void> {
  const isLeft = (trx: Db) =>
    trx
      .selectFrom('held_parts')
      .select(['job_id', 'edition_id'])
      .where('worker_id', 'not in', trx.selectFrom('workers').select('id'))
  if ((await isLeft(db).execute()).length === 0) return
  await quickWrite(async (trx) => {
    await assertHeld(trx, lease)
    for (const { job_id, edition_id } of await isLeft(trx).execute()) {
      await boss.fail(queueOf(edition_id), job_id, {}, within(trx))
      await trx.deleteFrom('held_parts').where('job_id', '=', job_id).execute()
    }
  })
}

/** So many deliveries at a time: what is left is offered when those are sent. */
const AT_A_TIME = 50_000

/** What came due since, was opened again, or was frozen by a program that had no jobs: once all that was offered is over. */
async function offerDue(
  { db, jobs }: HandOutParts,
  boss: PgBoss,
  { id, lease, at }: { id: number; lease: Lease; at: number },
): Promise<void> {
  const now = await engineOf(db).now(db, at)
  if ((await claimableIds(db, { editionId: id, now, limit: 1 })).length === 0) return
  await jobs.makeQueue(queueOf(id))
  if ((await boss.getQueueSize(queueOf(id), { before: 'completed' })) > 0) return
  await write(db, async (trx) => {
    await assertHeld(trx, lease)
    await offer(trx, boss, id, spansOf(await claimableIds(trx, { editionId: id, now, limit: AT_A_TIME })))
  })
}

/** Of editions that are over nothing is handed out any more. */
async function forgetOver({ db, jobs }: HandOutParts, boss: PgBoss, open: Set<string>): Promise<void> {
  for (const { name } of await boss.getQueues()) {
    const [, id] = /^edition-(\d+)$/.exec(name) ?? []
    if (id === undefined || open.has(name)) continue
    await jobs.dropQueue(name)
    await write(db, (trx) => trx.deleteFrom('held_parts').where('edition_id', '=', Number(id)).execute())
  }
}
