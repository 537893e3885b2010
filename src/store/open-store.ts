import { existsSync } from 'node:fs'
import { Kysely } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import { BroadsheetError, failure } from '../config/problem.ts'
import { type DeliveryStore, deliveryStore } from './deliveries.ts'
import { type EditionStore, editionStore } from './editions.ts'
import { type FeedReaderStore, feedReaderStore } from './feed-readers.ts'
import { sentNumbers } from './forgotten-numbers.ts'
import { GivenNumbers, numbersFile } from './given-numbers.ts'
import { type HubTopicStore, hubTopicStore } from './hub-topics.ts'
import { millisecondsOf } from './instants.ts'
import { type LeaseStore, leaseStore } from './leases.ts'
import { migrate } from './migrate.ts'
import { type NewsletterStore, newsletterStore } from './newsletters.ts'
import { type OpenProblemStore, openProblemStore } from './open-problems.ts'
import { type PlanStore, planStore } from './plans.ts'
import { type PostStore, postStore } from './posts.ts'
import { type ProcessStore, processStore } from './processes.ts'
import { type ServerStore, serverStore } from './server-use.ts'
import { assertWhole } from './sqlite/integrity.ts'
import { openSqliteFile, SQLITE_KEY, SqliteFileDialect } from './sqlite/open-file.ts'
import { sqliteQuickWrite } from './sqlite/quick-write.ts'
import { type SubscriberStore, subscriberStore } from './subscribers.ts'
import type { Tables } from './tables.ts'
import { type WorkerStore, workerStore } from './workers.ts'

export interface StoreOptions {
  /** `sqlite:` and an absolute path. The file and its folder are made where they are missing. */
  url: string
  now: Temporal.Instant
  /** A fresh handle: 16 random characters of [A-Za-z0-9_-]. */
  newId: () => string
  /** Looks for damage first, as far as that takes no longer than a start may. */
  check?: boolean
  /** False in a simulation, which has no power cuts: what is committed is not waited for until the disk has it. */
  isFlushed?: boolean
}

/** All that Broadsheet remembers. A thread has one of its own. */
export interface Store {
  /** Random, made with the database: tells this publication from a copy of it. */
  instance: string
  posts: PostStore
  newsletters: NewsletterStore
  subscribers: SubscriberStore
  plans: PlanStore
  editions: EditionStore
  deliveries: DeliveryStore
  leases: LeaseStore
  openProblems: OpenProblemStore
  processes: ProcessStore
  workers: WorkerStore
  servers: ServerStore
  hubTopics: HubTopicStore
  feedReaders: FeedReaderStore
  /**
   * Looks at names alone, and takes some microseconds. Every write does so before it is confirmed.
   * @throws BroadsheetError `store.moved` where the database was deleted or replaced since it was opened
   */
  assertInPlace(): void
  close(): Promise<void>
}

/** Opens the database, and brings it up to date. Throws BroadsheetError (`store.*`) where it cannot. */
export async function openStore({ url, now, newId, check = false, isFlushed = true }: StoreOptions): Promise<Store> {
  const file = sqliteFile(url)
  assertNotLost(file)
  const opened = await openSqliteFile(file)
  const dialect = new SqliteFileDialect({ ...opened, isFlushed })
  const db = new Kysely<Tables>({ dialect })
  try {
    if (check) assertWhole(opened.database, opened)
    await migrate(db, { key: SQLITE_KEY }, { instance: newId(), at: millisecondsOf(now) }, file)
    const instance = await db.selectFrom('meta').select('value').where('key', '=', 'instance').executeTakeFirstOrThrow()
    const given = new GivenNumbers(file, instance.value)
    await noteSent(db, given)
    return {
      instance: instance.value,
      posts: postStore(db),
      newsletters: newsletterStore(db, given),
      subscribers: subscriberStore(db, newId, (work) => dialect.driver.withMuchRoom(work)),
      plans: planStore(db),
      editions: editionStore(db, { given, newId }),
      deliveries: deliveryStore(db, sqliteQuickWrite(dialect)),
      leases: leaseStore(db),
      openProblems: openProblemStore(db),
      processes: processStore(db),
      workers: workerStore(db),
      servers: serverStore(db),
      hubTopics: hubTopicStore(db),
      feedReaders: feedReaderStore(db),
      assertInPlace: () => dialect.driver.assertInPlace(),
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

/** A service that starts again after its database was deleted must not begin anew, with nobody subscribed. */
function assertNotLost(file: string): void {
  const numbers = numbersFile(file)
  if (existsSync(file) || !existsSync(numbers)) return
  const hint = `Put it back, or a backup by \`broadsheet db restore FILE\`; to begin anew, delete ${numbers}.`
  const message = 'The database is not there, although editions were sent from it.'
  throw new BroadsheetError(failure('store.missing', message, { file, hint }))
}

/** What was sent before there was such a file, or while it could not be written. */
async function noteSent(db: Kysely<Tables>, given: GivenNumbers): Promise<void> {
  for (const [newsletter, number] of await sentNumbers(db)) {
    try {
      given.give(newsletter, number, 'sent')
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
    }
  }
}

function sqliteFile(url: string): string {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1]
  if (path) return path
  const hint = 'Write it as sqlite:data/broadsheet.db.'
  throw new BroadsheetError(failure('store.url', 'database.url names no SQLite file.', { hint }))
}
