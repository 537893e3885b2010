import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { ReadersOfDay, SummedReaders } from '../feeds/reported-readers.ts'
import { engineOf } from './engine.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface FeedReaderStore {
  /**
   * Of what a reader said in a day, the most counts. Anybody may invent readers: of a feed and a day only so many are
   * kept, the first that came.
   */
  note(reports: ReadersOfDay[]): Promise<void>
  /**
   * From this day on: by day and feed what all readers say together, and the greatest of them by name; the rest of a feed's
   * readers are `others`. Of a day, the feeds that are followed most.
   */
  since(day: Temporal.PlainDate): Promise<SummedReaders[]>
}

/** After so many days a day is forgotten. */
const KEPT_DAYS = 400
/** No feed has so many readers that fetch it for others; who invents names must not fill the database. */
const MOST_OF_A_FEED = 100
const MOST_OF_A_DAY = 5_000
const SHOWN_READERS = 10
const SHOWN_FEEDS = 100

export function feedReaderStore(db: Db): FeedReaderStore {
  return { note: (reports) => note(db, reports), since: (day) => summed(db, day) }
}

async function note(db: Db, reports: ReadersOfDay[]): Promise<void> {
  const [first] = reports
  if (!first) return
  await write(db, async (trx) => {
    const kept = await keptSince(trx, first.day)
    const changed = new Map(reports.filter((report) => kept.take(report)).map((report) => [keyOf(report), report]))
    for (const [key, report] of changed) await put(trx, { ...report, subscribers: kept.subscribers(key) })
    const forgotten = first.day.subtract({ days: KEPT_DAYS }).toString()
    await trx.deleteFrom('feed_readers').where('day', '<', forgotten).execute()
  })
}

async function put(trx: Trx, report: ReadersOfDay): Promise<void> {
  const { subscribers, ...key } = rowOf(report)
  await trx
    .insertInto('feed_readers')
    .values({ ...key, subscribers })
    .onConflict((conflict) => conflict.columns(['day', 'path', 'reader']).doUpdateSet({ subscribers }))
    .execute()
}

/** What is kept of the days from this one on, and how much room they still have. Around midnight there are two. */
async function keptSince(trx: Trx, from: Temporal.PlainDate) {
  const rows = await trx.selectFrom('feed_readers').selectAll().where('day', '>=', from.toString()).execute()
  const most = new Map(rows.map((row) => [keyOf(row), row.subscribers]))
  const counts = new Map<string, number>()
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
  for (const row of rows) for (const key of roomsOf(row)) add(key)
  const hasRoom = (day: string, feed: string) =>
    (counts.get(feed) ?? 0) < MOST_OF_A_FEED && (counts.get(day) ?? 0) < MOST_OF_A_DAY
  return {
    subscribers: (key: string) => most.get(key) ?? 0,
    /** Whether a report is to be written: it says more than is known, or there is room for it, which it takes. */
    take(report: ReadersOfDay): boolean {
      const key = keyOf(report)
      const known = most.get(key)
      const rooms = roomsOf(report)
      if (known === undefined ? !hasRoom(...rooms) : known >= report.subscribers) return false
      if (known === undefined) for (const room of rooms) add(room)
      most.set(key, report.subscribers)
      return true
    },
  }
}

interface ReaderKey {
  day: Temporal.PlainDate | string
  path: string
  reader: string
}

function keyOf({ day, path, reader }: ReaderKey): string {
  return JSON.stringify([`${day}`, path, reader])
}

/** What has room for so many: the day, and the feed on that day. */
function roomsOf({ day, path }: Omit<ReaderKey, 'reader'>): [day: string, feed: string] {
  return [`${day}`, `${day} ${path}`]
}

function rowOf({ day, ...report }: ReadersOfDay) {
  return { ...report, day: day.toString() }
}

/** One reader may know a feed under several numbers, by http and by https; each has followers of its own. */
async function summed(db: Db, day: Temporal.PlainDate): Promise<SummedReaders[]> {
  const idAt = engineOf(db).position(sql.ref('reader'), FEED_ID)
  const { rows } = await sql<SummedReaders>`
    with
      named as (
        select day, path, sum(subscribers) as subscribers,
          case ${idAt} when 0 then reader else substr(reader, 1, ${idAt} - 1) end as name
        from feed_readers where day >= ${day.toString()} group by day, path, name
      ),
      ranked as (
        select *, row_number() over (partition by day, path order by subscribers desc, name) as place from named
      ),
      followed as (
        select day, path, row_number() over (partition by day order by sum(subscribers) desc, path) as feed_place
        from named group by day, path
      )
    select day, path, case when place <= ${SHOWN_READERS} then name else 'others' end as reader,
      sum(subscribers) as subscribers
    from ranked join followed using (day, path)
    where feed_place <= ${SHOWN_FEEDS}
    group by day, path, reader
    order by day, path, min(place)`.execute(db)
  return rows
}

const FEED_ID = ' feed-id:'
