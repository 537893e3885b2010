import { existsSync } from 'node:fs'
import Database from 'better-sqlite3'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { Busy } from '../busy.ts'
import { COPYING, halfCopied } from '../database-facts.ts'
import { MIGRATIONS } from '../migrations/migrations.ts'
import { explainSqlite } from './problems.ts'

const BUSY_TIMEOUT_MS = 5_000

/**
 * A database that is there, neither made nor migrated: to check it, or to copy it.
 * @throws BroadsheetError where there is none, or it is none that this version knows
 */
export function openAsItIs(file: string): Database.Database {
  if (!existsSync(file)) {
    const hint = 'Check the path: for the database itself that is database.url.'
    throw new BroadsheetError(failure('store.unreadable', 'There is no such file.', { file, hint }))
  }
  let database: Database.Database | undefined
  try {
    database = new Database(file, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
    assertOurs(database, file)
    return database
  } catch (error) {
    database?.close()
    throw asProblem(error, file)
  }
}

/** What SQLite says, as a sentence; for these commands a lock is a problem like the others. */
export function asProblem(error: unknown, file: string): unknown {
  const explained = explainSqlite(error, file)
  return explained instanceof Busy ? new BroadsheetError(inUse(file)) : explained
}

export function inUse(file: string) {
  const hint = 'Stop every `broadsheet serve`, `run` and `send` on it (`systemctl stop broadsheet`), and try again.'
  return failure('store.in-use', 'Another program has the database open.', { file, hint })
}

function assertOurs(database: Database.Database, file: string): void {
  const tables = database.prepare("select name from sqlite_schema where type = 'table'").pluck().all()
  if (!tables.includes('meta') || !tables.includes('editions')) {
    const hint = 'Name a database of Broadsheet, or a backup of one.'
    throw new BroadsheetError(failure('store.foreign', 'This is no database of Broadsheet.', { file, hint }))
  }
  if (factOf(database, COPYING) !== undefined) throw new BroadsheetError(halfCopied(file))
  const version = Number(factOf(database, 'version'))
  if (version <= MIGRATIONS.length) return
  const message = `This database has version ${version}; this Broadsheet knows versions up to ${MIGRATIONS.length}.`
  throw new BroadsheetError(failure('store.newer', message, { file, hint: 'Use the newer Broadsheet that made it.' }))
}

/** A first fact of a database: `version`, `instance`, `created_at`. */
export function factOf(database: Database.Database, key: string): string | undefined {
  return database.prepare('select value from meta where key = ?').pluck().get(key) as string | undefined
}
