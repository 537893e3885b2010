import { Kysely } from 'kysely'
import type { OpenedDatabase } from '../engine.ts'
import { WHOLE_EDITIONS } from '../hand-out.ts'
import type { Tables } from '../tables.ts'
import { assertWhole } from './integrity.ts'
import { openSqliteFile, SqliteFileDialect } from './open-file.ts'
import { sqliteQuickWrite } from './quick-write.ts'

/** A SQLite file, which is made where it is missing. Throws BroadsheetError (`store.*`) where it cannot be opened. */
export async function openSqlite(file: string, isFlushed = true): Promise<OpenedDatabase> {
  const opened = await openSqliteFile(file)
  const dialect = new SqliteFileDialect({ ...opened, isFlushed })
  return {
    db: new Kysely<Tables>({ dialect }),
    name: file,
    handOut: WHOLE_EDITIONS,
    quickWrite: sqliteQuickWrite(dialect),
    withMoreRoom: (work) => dialect.driver.withMoreRoom(work),
    withMuchRoom: (work) => dialect.driver.withMuchRoom(work),
    assertInPlace: () => dialect.driver.assertInPlace(),
    assertWhole: () => assertWhole(opened.database, opened),
  }
}
