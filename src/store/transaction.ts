import type { Kysely, Transaction } from 'kysely'
import { patiently } from './busy.ts'
import type { Tables } from './tables.ts'

/** What the store's parts are made with. */
export type Db = Kysely<Tables>
/** Inside write() or snapshot(). */
export type Trx = Transaction<Tables>

/**
 * Runs one write transaction; every write of the store goes through here. It takes the write lock first, so that a
 * busy database is met before any work is done, and the work can be tried again. Between tries the connection is free
 * for readers.
 */
export function write<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return patiently(() => db.transaction().execute(work))
}

/** Runs several reads on one state of the database; temporary tables may be written. */
export function snapshot<T>(db: Db, work: (trx: Trx) => Promise<T>): Promise<T> {
  return patiently(() => db.transaction().setAccessMode('read only').execute(work))
}
