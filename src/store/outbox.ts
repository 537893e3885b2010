import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import { LAST_STATES } from '../deliveries/delivery-states.ts'
import type { LedgerAnswer, LedgerWrites } from '../deliveries/ledger.ts'
import type { WorkerLease } from '../deliveries/worker.ts'
import type { ClaimableMail, MailContent, MailKind, NewMail, OutboxCount } from '../outbox/outbox-mail.ts'
import { engineOf } from './engine.ts'
import { instantOf, millisecondsOf, optionalInstant } from './instants.ts'
import { putMail } from './put-mail.ts'
import { recordIntents } from './record-intents.ts'
import { recordOutcomes } from './record-outcomes.ts'
import { countUse } from './server-use.ts'
import { stepMails } from './step-deliveries.ts'
import type { OutboxTable } from './tables.ts'
import { type Db, type Trx, write } from './transaction.ts'
import { assertAtWork } from './workers.ts'

/** Mails that are no edition's, and what became of them. */
export interface OutboxStore {
  /** False where one of the same `unique` was put before. */
  put(mail: NewMail): Promise<boolean>
  /** What may be sent now, by id, after `afterId`: what waits, and what is due again. Claims nothing: that is record()'s intents. */
  claimable(now: Temporal.Instant, limit: number, afterId?: number): Promise<ClaimableMail[]>
  /** As the ledger's of deliveries: outcomes and intents by ids of mails. Throws LeaseLost where the worker was declared over. */
  record(writes: LedgerWrites, worker: WorkerLease, at: Temporal.Instant): Promise<LedgerAnswer>
  /** It cannot be made, and is not sent; `error` says why. */
  giveUp(id: number, error: string, at: Temporal.Instant): Promise<void>
  /** By kind; nothing of kinds with nothing to tell. */
  counts(): Promise<OutboxCount[]>
  /** Forgets what came to its end before an instant; says how many. */
  forget(before: Temporal.Instant): Promise<number>
}

/** `newId` makes handles: 16 random characters of [A-Za-z0-9_-]. */
export function outboxStore(db: Db, newId: () => string): OutboxStore {
  return {
    put: (mail) => write(db, (trx) => putMail(trx, mail, newId())),
    claimable: (now, limit, afterId = 0) => claimable(db, now, limit, afterId),
    record: (writes, worker, at) => write(db, (trx) => record(trx, writes, worker, millisecondsOf(at))),
    giveUp: async (id, error, at) => {
      await write(db, (trx) =>
        stepMails(trx, 'cancelled', { at: millisecondsOf(at), error, due_at: null })
          .where('id', '=', id)
          .execute(),
      )
    },
    counts: () => counts(db),
    forget: (before) => write(db, (trx) => forget(trx, millisecondsOf(before))),
  }
}

async function claimable(db: Db, now: Temporal.Instant, limit: number, afterId: number): Promise<ClaimableMail[]> {
  const by = await engineOf(db).now(db, millisecondsOf(now))
  const rows = await db
    .selectFrom('outbox')
    .selectAll()
    .where(({ or, and, eb }) =>
      or([
        and([eb('state', '=', 'queued'), eb('due_at', 'is', null)]),
        and([eb('state', 'in', ['deferred', 'uncertain']), eb('due_at', '<=', by)]),
      ]),
    )
    .where('id', '>', afterId)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map((row) => mailOf(row, now))
}

function mailOf(row: Selectable<OutboxTable>, now: Temporal.Instant): ClaimableMail {
  return {
    id: row.id,
    handle: row.handle,
    content: { kind: row.kind, ...JSON.parse(row.content) } as MailContent,
    address: row.address,
    newsletter: row.newsletter_id ?? undefined,
    putAt: instantOf(row.put_at),
    attempts: row.attempts,
    firstAt: optionalInstant(row.first_at) ?? now,
    uncertainCount: row.uncertain_count,
  }
}

async function record(trx: Trx, writes: LedgerWrites, worker: WorkerLease, at: number): Promise<LedgerAnswer> {
  await assertAtWork(trx, worker)
  const stray = await recordOutcomes(trx, writes.outcomes, worker, at, 'outbox')
  const refused = await recordIntents(trx, writes, worker, at, 'outbox')
  await countUse(trx, writes.outcomes, at)
  return { stray, refused }
}

async function counts(db: Db): Promise<OutboxCount[]> {
  const rows = await db
    .selectFrom('outbox')
    .select(['kind', 'state'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('state', 'in', ['queued', 'sending', 'deferred', 'uncertain', 'rejected', 'expired'])
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .execute()
  const kinds = new Map<string, OutboxCount>()
  for (const { kind, state, count } of rows) {
    const counted = kinds.get(kind) ?? { kind: kind as MailKind, waiting: 0, failed: 0 }
    if (state === 'rejected' || state === 'expired') counted.failed += count
    else counted.waiting += count
    kinds.set(kind, counted)
  }
  return [...kinds.values()]
}

async function forget(trx: Trx, before: number): Promise<number> {
  const result = await trx
    .deleteFrom('outbox')
    .where('state', 'in', [...LAST_STATES, 'uncertain'])
    .where('due_at', 'is', null)
    .where('state_at', '<', before)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}
