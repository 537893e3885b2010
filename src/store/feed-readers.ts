import type { Temporal } from 'temporal-polyfill'
import { type Db, write } from './transaction.ts'

/** How many subscribers a reader fetches a feed for, as it says itself. */
export interface ReportedReaders {
  /** In the site's zone. */
  day: Temporal.PlainDate
  /** `/feed.xml` */
  path: string
  /** `Feedly`, `Feedbin feed-id:12` */
  reader: string
  subscribers: number
}

export interface FeedReaderStore {
  /** Of what a reader said in a day, the most counts. */
  note(reports: ReportedReaders[]): Promise<void>
  /** From this day on, by day, feed and reader. */
  since(day: Temporal.PlainDate): Promise<(Omit<ReportedReaders, 'day'> & { day: string })[]>
}

/** After so many days a day is forgotten. */
const KEPT_DAYS = 400

export function feedReaderStore(db: Db): FeedReaderStore {
  return {
    note: (reports) => note(db, reports),
    since: (day) =>
      db
        .selectFrom('feed_readers')
        .selectAll()
        .where('day', '>=', day.toString())
        .orderBy('day')
        .orderBy('path')
        .orderBy('reader')
        .execute(),
  }
}

async function note(db: Db, reports: ReportedReaders[]): Promise<void> {
  const [first] = reports
  if (!first) return
  await write(db, async (trx) => {
    for (const { day, path, reader, subscribers } of reports) {
      await trx
        .insertInto('feed_readers')
        .values({ day: day.toString(), path, reader, subscribers })
        .onConflict((conflict) =>
          conflict
            .columns(['day', 'path', 'reader'])
            .doUpdateSet({ subscribers })
            .where('feed_readers.subscribers', '<', subscribers),
        )
        .execute()
    }
    const forgotten = first.day.subtract({ days: KEPT_DAYS }).toString()
    await trx.deleteFrom('feed_readers').where('day', '<', forgotten).execute()
  })
}
