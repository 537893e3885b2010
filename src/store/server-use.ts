import type { Temporal } from 'temporal-polyfill'
import { remembered } from '../deliveries/connection-limit.ts'
import type { Outcome } from '../deliveries/ledger.ts'
import { slotOf } from '../deliveries/pace.ts'
import type { ServerPast } from '../deliveries/server-past.ts'
import type { AskedLeave, CountedSlice, LeaveAnswer } from '../deliveries/slice.ts'
import { countMessages } from './count-messages.ts'
import { engineOf, type QuickWrite } from './engine.ts'
import { giveLeave, takeBackLeave } from './give-leave.ts'
import { millisecondsOf } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** What was sent through a server before now; times are epoch milliseconds, slots oldest first. */
export interface ServerStore {
  /** Of the last two days; forgets what is older. */
  past(server: string, now: Temporal.Instant): Promise<ServerPast>
  /** Remembers how many connections it bears; undefined: all that are configured. */
  noteLimit(server: string, connections: number | undefined, at: Temporal.Instant): Promise<void>
  /** A worker's turn at what all workers share; a server's messages are counted as if they had been sent. */
  leave(asked: AskedLeave, at: Temporal.Instant): Promise<LeaveAnswer>
  /** So many of a turn's messages were not sent. */
  giveBackLeave(server: string, unused: Pick<CountedSlice, 'count' | 'slotAt'>): Promise<void>
}

const DAY_MS = 86_400_000

export function serverStore(db: Db, quickWrite: QuickWrite): ServerStore {
  return {
    leave: (asked, at) => quickWrite((trx) => giveLeave(trx, asked, millisecondsOf(at))),
    giveBackLeave: (server, unused) => quickWrite((trx) => takeBackLeave(trx, server, unused)),
    past: (server, now) => write(db, (trx) => past(trx, server, millisecondsOf(now))),
    noteLimit: (server, connections, at) => write(db, (trx) => noteLimit(trx, server, connections, millisecondsOf(at))),
  }
}

/**
 * Counts messages that were tried, each by its server, in the transaction that records what became of them; the server's own
 * trouble is no use of it.
 */
export async function countUse(trx: Trx, outcomes: Outcome[], at: number): Promise<void> {
  // Where several deliver, messages are counted with the leave to send them: here each would wait for the others' commits.
  if (engineOf(trx).isShared) return
  const counts = new Map<string, number>()
  for (const { step, server } of outcomes)
    if (step.state !== 'queued') counts.set(server, (counts.get(server) ?? 0) + 1)
  for (const [server, count] of counts) await countMessages(trx, { server, count, slotAt: slotOf(at), at })
}

async function past(trx: Trx, server: string, now: number): Promise<ServerPast> {
  await trx
    .deleteFrom('server_use')
    .where('slot_at', '<', now - 2 * DAY_MS)
    .execute()
  const first = await trx.selectFrom('servers').select('first_used_at').where('name', '=', server).executeTakeFirst()
  const rows = await trx
    .selectFrom('server_use')
    .select(['slot_at as at', 'count'])
    .where('server', '=', server)
    .orderBy('slot_at')
    .execute()
  const limit = await trx.selectFrom('server_limits').selectAll().where('server', '=', server).executeTakeFirst()
  return {
    firstUsedAt: first?.first_used_at,
    slots: rows,
    ...(limit && { limit: remembered(limit.connections, limit.at) }),
  }
}

async function noteLimit(trx: Trx, server: string, connections: number | undefined, at: number): Promise<void> {
  await trx.deleteFrom('server_limits').where('server', '=', server).execute()
  if (connections !== undefined) await trx.insertInto('server_limits').values({ server, connections, at }).execute()
}
