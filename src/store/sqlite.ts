import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { type Dialect, type Driver, type Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { patiently } from './busy.ts'
import { SqliteFileDriver } from './sqlite-driver.ts'
import { explainSqlite } from './sqlite-problems.ts'
import { giveRoom, USUAL_ROOM } from './sqlite-room.ts'

/** Long enough for another connection's commit to pass by, short enough that a page does not feel it; then patiently() waits. */
const BUSY_TIMEOUT_MS = 20

/** SQLite's way to write a numbered primary key. AUTOINCREMENT: the id of a deleted row never comes back as another's. */
export const SQLITE_KEY = 'integer primary key autoincrement'

/**
 * Opens, or makes, the database file and its folder. Only its owner may read it: it holds addresses.
 * Throws BroadsheetError where it cannot.
 */
export async function openSqliteFile(file: string): Promise<Database.Database> {
  try {
    await mkdir(dirname(file), { recursive: true })
    await (await open(file, 'a', 0o600)).close()
    return await patiently(async () => connect(file))
  } catch (error) {
    throw explainSqlite(error, file)
  }
}

function connect(file: string): Database.Database {
  let database: Database.Database | undefined
  try {
    database = new Database(file, { timeout: BUSY_TIMEOUT_MS })
    const journal = database.pragma('journal_mode = wal', { simple: true })
    // A power cut must not forget an acceptance that was written down. With a write-ahead log SqliteFile sees to that,
    // outside the thread; a file system that cannot have one gets SQLite's own way.
    database.pragma(`synchronous = ${journal === 'wal' ? 'normal' : 'full'}`)
    database.pragma('foreign_keys = on')
    giveRoom(database, USUAL_ROOM)
    // What a freeze of a million left in the log is given back to the disk.
    database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
    return database
  } catch (error) {
    database?.close()
    throw explainSqlite(error, file)
  }
}

/** Kysely over one SQLite connection. */
export class SqliteFileDialect implements Dialect {
  readonly driver: SqliteFileDriver

  constructor(database: Database.Database) {
    this.driver = new SqliteFileDriver(database)
  }

  createDriver(): Driver {
    return this.driver
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler()
  }

  createAdapter(): SqliteAdapter {
    return new SqliteAdapter()
  }

  createIntrospector(db: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(db)
  }
}
