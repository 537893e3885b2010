import type { Temporal } from 'temporal-polyfill'
import { type Waiting, waitingNow } from '../editions/quiet.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { type Db, write } from './transaction.ts'

/** What migration 013 left for a newsletter of an older version, whose schedules were always what they are. */
const OF_OLD = ''

/** Where a cron job does the work, the first that sees a changed schedule may be the run that is due by it. */
const SEEN_WITHIN_MS = 10 * 60_000

export async function noteSchedules(
  db: Db,
  newsletter: string,
  expressions: Record<string, string>,
  at: number,
): Promise<void> {
  const known = () => db.selectFrom('schedules').selectAll().where('newsletter_id', '=', newsletter)
  // Each scan asks, and hardly ever does anything change.
  if (isSame(await known().execute(), expressions)) return
  await write(db, async (trx) => {
    const rows = await trx.selectFrom('schedules').selectAll().where('newsletter_id', '=', newsletter).execute()
    const isOfOld = rows.some(({ cadence }) => cadence === OF_OLD)
    await trx.deleteFrom('schedules').where('newsletter_id', '=', newsletter).execute()
    for (const [cadence, expression] of Object.entries(expressions)) {
      const before = rows.find((row) => row.cadence === cadence && row.expression === expression)
      const since = before?.since ?? (isOfOld ? 0 : at - SEEN_WITHIN_MS)
      const row = { ...before, newsletter_id: newsletter, cadence, expression, since }
      await trx.insertInto('schedules').values(row).execute()
    }
  })
}

export async function scheduledSince(
  db: Db,
  newsletter: string,
  cadence: string,
): Promise<Temporal.Instant | undefined> {
  const row = await db
    .selectFrom('schedules')
    .select('since')
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .executeTakeFirst()
  return row && instantOf(row.since)
}

/** What a cadence waited for when somebody last looked; undefined where nothing waits. */
export async function waitingOf(db: Db, newsletter: string, cadence: string): Promise<Waiting | undefined> {
  const row = await db
    .selectFrom('schedules')
    .select(['waiting', 'waiting_since', 'waiting_over'])
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .executeTakeFirst()
  if (!row || row.waiting === null || row.waiting_since === null) return undefined
  const posts = JSON.parse(row.waiting) as Waiting['posts']
  return { posts, since: instantOf(row.waiting_since), isOver: row.waiting_over === 1 }
}

/** Writes down what waits now, and since when; of two who see the same at once, the first says since when. */
export async function noteWaiting(
  db: Db,
  newsletter: string,
  cadence: string,
  posts: Waiting['posts'],
  now: Temporal.Instant,
): Promise<Waiting | undefined> {
  const before = await waitingOf(db, newsletter, cadence)
  // Each scan asks, and hardly ever does anything change.
  if (rowOf(before).waiting === rowOf(waitingNow(before, posts, now)).waiting && !isAhead(before, now)) return before
  return write(db, async (trx) => {
    const waiting = waitingNow(await waitingOf(trx, newsletter, cadence), posts, now)
    await trx
      .updateTable('schedules')
      .set(rowOf(waiting))
      .where('newsletter_id', '=', newsletter)
      .where('cadence', '=', cadence)
      .execute()
    return waiting
  })
}

/** What waited since then starts nothing any more. */
export async function endWaiting(db: Db, newsletter: string, cadence: string, since: number): Promise<void> {
  await db
    .updateTable('schedules')
    .set({ waiting_over: 1 })
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .where('waiting_since', '=', since)
    .execute()
}

function isAhead(waiting: Waiting | undefined, now: Temporal.Instant): boolean {
  return waiting !== undefined && waiting.since.epochMilliseconds > now.epochMilliseconds
}

function rowOf(waiting: Waiting | undefined) {
  if (!waiting) return { waiting: null, waiting_since: null, waiting_over: 0 }
  const posts = Object.entries(waiting.posts).sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    waiting: JSON.stringify(Object.fromEntries(posts)),
    waiting_since: millisecondsOf(waiting.since),
    waiting_over: waiting.isOver ? 1 : 0,
  }
}

function isSame(rows: { cadence: string; expression: string }[], expressions: Record<string, string>): boolean {
  const entries = Object.entries(expressions)
  return (
    rows.length === entries.length &&
    rows.every(({ cadence, expression }) => entries.some(([name, text]) => name === cadence && text === expression))
  )
}
