import type { Temporal } from 'temporal-polyfill'
import { instantOf } from './instants.ts'
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
      await trx.insertInto('schedules').values({ newsletter_id: newsletter, cadence, expression, since }).execute()
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

function isSame(rows: { cadence: string; expression: string }[], expressions: Record<string, string>): boolean {
  const entries = Object.entries(expressions)
  return (
    rows.length === entries.length &&
    rows.every(({ cadence, expression }) => entries.some(([name, text]) => name === cadence && text === expression))
  )
}
