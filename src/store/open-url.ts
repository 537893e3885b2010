import { isPostgresUrl, sqliteFile } from '../config/database-url.ts'
import { BroadsheetError, failure } from '../config/problem.ts'
import type { OpenedDatabase } from './engine.ts'
import { openSqlite } from './sqlite/open-database.ts'

/** The database of a URL, as it is; a SQLite file is made where it is missing. Throws BroadsheetError where it cannot be opened. */
export async function openUrl(url: string, isFlushed?: boolean): Promise<OpenedDatabase> {
  // What is needed for it is loaded by nobody else.
  if (isPostgresUrl(url)) return (await import('./postgres/open-database.ts')).openPostgres(url)
  const file = sqliteFile(url)
  if (file === undefined) throw new BroadsheetError(noDatabase())
  return openSqlite(file, isFlushed)
}

function noDatabase() {
  const hint = 'Write it as sqlite:data/broadsheet.db, or postgres://user@host/database.'
  return failure('store.url', 'database.url names no database.', { hint })
}
