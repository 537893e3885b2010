import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type Dialect, type Driver, type Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { patiently } from '../busy.ts'
import type { WithEngine } from '../engine.ts'
import { SqliteFileDriver } from './driver.ts'
import { SQLITE } from './engine.ts'
import { makePrivateFile } from './make-file.ts'
import { fileAt, OpenedFiles } from './opened-files.ts'
import { explainSqlite } from './problems.ts'
import { giveRoom, USUAL_ROOM } from './room.ts'

/** Long enough for another connection's commit to pass by, short enough that a page does not feel it; then patiently() waits. */
const BUSY_TIMEOUT_MS = 20

/** A connection, and the files that it has open. */
export interface OpenedSqlite {
  database: Database.Database
  files: OpenedFiles
  /** It had a log that nobody had brought into it: whoever wrote it was killed, or is at work. */
  endedBadly: boolean
  /** False: commits are not brought to the disk. */
  isFlushed?: boolean
}

/**
 * Opens, or makes, the database file and its folder. Only its owner may read it: it holds addresses.
 * Throws BroadsheetError where it cannot.
 */
export async function openSqliteFile(file: string): Promise<OpenedSqlite> {
  try {
    if (!existsSync(file)) await makePrivateFile(file)
    return await patiently(async () => connect(file))
  } catch (error) {
    throw explainSqlite(error, file)
  }
}

const MOST_TRIES = 10

/** Connects to the file that has the name before and afterwards: it may be replaced at this very moment. */
function connect(file: string): OpenedSqlite {
  for (let tries = 1; ; tries++) {
    const before = fileAt(file)
    const endedBadly = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
    const database = connectOnce(file)
    const files = OpenedFiles.of(file, { hasLog: database.pragma('journal_mode', { simple: true }) === 'wal' })
    if (fileAt(file) === before || tries === MOST_TRIES) return { database, files, endedBadly }
    database.close()
  }
}

function connectOnce(file: string): Database.Database {
  let database: Database.Database | undefined
  try {
    database = new Database(file, { timeout: BUSY_TIMEOUT_MS, fileMustExist: true })
    const journal = database.pragma('journal_mode = wal', { simple: true })
    // A power cut must not forget an acceptance that was written down. With a write-ahead log SqliteFile sees to that,
    // outside the thread; a file system that cannot have one gets SQLite's own way.
    database.pragma(`synchronous = ${journal === 'wal' ? 'normal' : 'full'}`)
    database.pragma('foreign_keys = on')
    giveRoom(database, USUAL_ROOM)
    // What a freeze of a million left in the log is given back to the disk.
    database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
    // The log is there from the first statement on.
    database.prepare('select count(*) from sqlite_schema').get()
    return database
  } catch (error) {
    database?.close()
    throw explainSqlite(error, file)
  }
}

/** Kysely over one SQLite connection. */
export class SqliteFileDialect implements Dialect {
  readonly driver: SqliteFileDriver

  constructor(opened: OpenedSqlite) {
    this.driver = new SqliteFileDriver(opened)
  }

  createDriver(): Driver {
    return this.driver
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter & WithEngine {
    return Object.assign(new SqliteAdapter(), { engine: SQLITE })
  }

  createIntrospector(db: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(db)
  }
}
