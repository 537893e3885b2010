import { statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { explainSqlite } from './problems.ts'

/** More than a handful says no more than that a backup is needed. */
const MOST_FINDINGS = 5

/** What is wrong with a database's pages, tables and indexes, in SQLite's words; none where it is whole. */
export function damageOf(database: Database.Database, check: 'integrity_check' | 'quick_check'): string[] {
  try {
    const rows = database.pragma(`${check}(${MOST_FINDINGS})`) as Record<string, string>[]
    // A row may be several lines, the first of which names the database.
    const lines = rows.flatMap((row) => Object.values(row)).flatMap((text) => text.split('\n'))
    const found = lines.filter((line) => line !== '' && line !== 'ok' && !line.startsWith('***'))
    return found.slice(0, MOST_FINDINGS)
  } catch (error) {
    // So badly that not even the check gets through.
    if (error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return [error.message]
    throw explainSqlite(error, database.name)
  }
}

/** Up to here every page and index is read at each start: about a second. */
const WHOLE_BYTES = 64 * 1024 * 1024

/**
 * The check at the start of a service: of a small database the whole; of a larger one only after an end that was not clean,
 * and without comparing indexes, since it must not be what keeps a service from starting. `broadsheet db check` reads all.
 * @throws BroadsheetError `store.damaged`
 */
export function assertWhole(database: Database.Database, { endedBadly }: { endedBadly: boolean }): void {
  const isSmall = statSync(database.name).size <= WHOLE_BYTES
  if (!isSmall && !endedBadly) return
  const [damage] = damageOf(database, isSmall ? 'integrity_check' : 'quick_check')
  if (damage !== undefined) throw new BroadsheetError(damaged(damage, database.name))
}

export function damaged(finding: string, file: string) {
  const hint = 'Stop whatever runs on it and put a backup in its place: `broadsheet db restore FILE`.'
  return failure('store.damaged', `The database is damaged: ${finding}.`, { file, hint })
}
