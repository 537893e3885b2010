import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { ReadersOfDay, SummedReaders } from '../feeds/reported-readers.ts'
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
    const kept = await countKept(trx, first.day)
    for (const report of reports) {
      if (await noteKnown(trx, report)) continue
      if (kept.hasRoom(report)) await trx.insertInto('feed_readers').values(rowOf(report)).execute()
    }
    const forgotten = first.day.subtract({ days: KEPT_DAYS }).toString()
    await trx.deleteFrom('feed_readers').where('day', '<', forgotten).execute()
  })
}

/** A reader that is there already takes no more room. */
async function noteKnown(trx: Trx, report: ReadersOfDay): Promise<boolean> {
  const { day, path, reader, subscribers } = rowOf(report)
  const { numUpdatedRows } = await trx
    .updateTable('feed_readers')
    .set(({ fn, val, ref }) => ({ subscribers: fn<number>('max', [ref('subscribers'), val(subscribers)]) }))
    .where('day', '=', day)
    .where('path', '=', path)
    .where('reader', '=', reader)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** How much room the days from this one on still have. Around midnight there are two. */
async function countKept(trx: Trx, from: Temporal.PlainDate) {
  const rows = await trx
    .selectFrom('feed_readers')
    .select(({ fn }) => ['day', 'path', fn.countAll<number>().as('readers')])
    .where('day', '>=', from.toString())
    .groupBy(['day', 'path'])
    .execute()
  const counts = new Map<string, number>()
  const add = (key: string, number: number) => counts.set(key, (counts.get(key) ?? 0) + number)
  for (const { day, path, readers } of rows) {
    add(day, readers)
    add(`${day} ${path}`, readers)
  }
  return {
    /** And takes it. */
    hasRoom({ day, path }: ReadersOfDay): boolean {
      const feed = `${day} ${path}`
      if ((counts.get(feed) ?? 0) >= MOST_OF_A_FEED || (counts.get(`${day}`) ?? 0) >= MOST_OF_A_DAY) return false
      add(feed, 1)
      add(`${day}`, 1)
      return true
    },
  }
}

function rowOf({ day, ...report }: ReadersOfDay) {
  return { ...report, day: day.toString() }
}

/** One reader may know a feed under several numbers, by http and by https; each has followers of its own. */
async function summed(db: Db, day: Temporal.PlainDate): Promise<SummedReaders[]> {
  const { rows } = await sql<SummedReaders>`
    with
      named as (
        select day, path, sum(subscribers) as subscribers,
          case instr(reader, ${FEED_ID}) when 0 then reader else substr(reader, 1, instr(reader, ${FEED_ID}) - 1) end as name
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
