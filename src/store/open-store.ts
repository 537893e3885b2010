import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Temporal } from 'temporal-polyfill'
import { sqliteFile } from '../config/database-url.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import { type AddressChangeStore, addressChangeStore } from './address-changes.ts'
import { type ArchiveStore, archiveStore, readWords } from './archive.ts'
import { type DeliveryStore, deliveryStore } from './deliveries.ts'
import { type EditionStore, editionStore } from './editions.ts'
import type { OpenedDatabase } from './engine.ts'
import { type FeedReaderStore, feedReaderStore } from './feed-readers.ts'
import { sentNumbers } from './forgotten-numbers.ts'
import { GivenNumbers, numbersFile } from './given-numbers.ts'
import type { HandOut } from './hand-out.ts'
import { type HubTopicStore, hubTopicStore } from './hub-topics.ts'
import { millisecondsOf } from './instants.ts'
import { type LeaseStore, leaseStore } from './leases.ts'
import { type LimitStore, limitStore } from './limits.ts'
import { migrate } from './migrate.ts'
import { type NewsletterStore, newsletterStore } from './newsletters.ts'
import { type OpenProblemStore, openProblemStore } from './open-problems.ts'
import { openUrl } from './open-url.ts'
import { type OutboxStore, outboxStore } from './outbox.ts'
import { Place } from './place.ts'
import { type PlannedStore, plannedStore } from './planned.ts'
import { type PlanStore, planStore } from './plans.ts'
import { type PostStore, postStore } from './posts.ts'
import { type PreferenceStore, preferenceStore } from './preferences.ts'
import { type ProcessStore, processStore } from './processes.ts'
import { type ReportStore, reportStore } from './reports.ts'
import { type ServerStore, serverStore } from './server-use.ts'
import { type SignUpStore, signUpStore } from './sign-ups.ts'
import { type SubscriberStore, subscriberStore } from './subscribers.ts'
import type { Db } from './transaction.ts'
import { type WorkerStore, workerStore } from './workers.ts'

export interface StoreOptions {
  /** `sqlite:` and an absolute path, whose file and folder are made where they are missing; or `postgres://…`. */
  url: string
  /** For the file of the numbers that editions were given, and of what place this is; beside a SQLite file by default. */
  numbersDir?: string
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
  preferences: PreferenceStore
  addressChanges: AddressChangeStore
  plans: PlanStore
  planned: PlannedStore
  editions: EditionStore
  deliveries: DeliveryStore
  archive: ArchiveStore
  leases: LeaseStore
  openProblems: OpenProblemStore
  outbox: OutboxStore
  processes: ProcessStore
  workers: WorkerStore
  handOut: HandOut
  reports: ReportStore
  servers: ServerStore
  hubTopics: HubTopicStore
  feedReaders: FeedReaderStore
  signUps: SignUpStore
  limits: LimitStore
  /**
   * Looks at names alone, and takes some microseconds. Every write does so before it is confirmed.
   * @throws BroadsheetError `store.moved` where the database was deleted or replaced since it was opened
   */
  assertInPlace(): void
  close(): Promise<void>
}

/** Opens the database, and brings it up to date. Throws BroadsheetError (`store.*`) where it cannot. */
export async function openStore({ url, numbersDir, isFlushed, ...options }: StoreOptions): Promise<Store> {
  const numbers = numbersFile(url, numbersDir)
  return storeIn(await openDatabase(url, { numbers, isFlushed }), numbers, { ...options, numbersDir })
}

/** The same in a database that is open. */
export async function storeIn(
  opened: OpenedDatabase,
  numbers: string,
  { now, newId, check = false, numbersDir = dirname(numbers) }: Omit<StoreOptions, 'url' | 'isFlushed'>,
): Promise<Store> {
  const { db } = opened
  try {
    if (check) opened.assertWhole()
    await migrate(db, { instance: newId(), at: millisecondsOf(now) }, opened.name)
    await readWords(db)
    const instance = await db.selectFrom('meta').select('value').where('key', '=', 'instance').executeTakeFirstOrThrow()
    const given = new GivenNumbers(numbers, instance.value)
    await noteSent(db, given)
    return {
      instance: instance.value,
      posts: postStore(db),
      newsletters: newsletterStore(db, given),
      subscribers: subscriberStore(db, newId, opened.withMoreRoom),
      preferences: preferenceStore(db, newId),
      addressChanges: addressChangeStore(db, newId),
      plans: planStore(db),
      planned: plannedStore(db, new Place(numbersDir, instance.value)),
      editions: editionStore(db, { given, newId }, opened.handOut),
      deliveries: deliveryStore(db, opened.quickWrite),
      archive: archiveStore(db),
      leases: leaseStore(db),
      openProblems: openProblemStore(db),
      outbox: outboxStore(db, newId),
      processes: processStore(db),
      workers: workerStore(db),
      handOut: opened.handOut,
      reports: reportStore(db),
      servers: serverStore(db, opened.quickWrite),
      hubTopics: hubTopicStore(db),
      feedReaders: feedReaderStore(db),
      signUps: signUpStore(db, newId),
      limits: limitStore(db),
      assertInPlace: opened.assertInPlace,
      close: async () => {
        await opened.handOut.close()
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function openDatabase(
  url: string,
  { numbers, isFlushed }: { numbers: string; isFlushed: boolean | undefined },
): Promise<OpenedDatabase> {
  const file = sqliteFile(url)
  if (file !== undefined) assertNotLost(file, numbers)
  return openUrl(url, isFlushed)
}

/** A service that starts again after its database was deleted must not begin anew, with nobody subscribed. */
function assertNotLost(file: string, numbers: string): void {
  if (existsSync(file) || !existsSync(numbers)) return
  const hint = `Put it back, or a backup by \`broadsheet db restore FILE\`; to begin anew, delete ${numbers}.`
  const message = 'The database is not there, although editions were sent from it.'
  throw new BroadsheetError(failure('store.missing', message, { file, hint }))
}

/** What was sent before there was such a file, or while it could not be written. */
async function noteSent(db: Db, given: GivenNumbers): Promise<void> {
  for (const [newsletter, number] of await sentNumbers(db)) {
    try {
      given.give(newsletter, number, 'sent')
    } catch (error) {
      if (!(error instanceof BroadsheetError)) throw error
    }
  }
}
