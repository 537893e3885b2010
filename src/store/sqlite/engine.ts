import { sql } from 'kysely'
import type { Engine } from '../engine.ts'
import type { Db } from '../transaction.ts'

export const SQLITE: Engine = {
  // AUTOINCREMENT: the id of a deleted row never comes back as another's.
  columnTypes: { key: 'integer primary key autoincrement' },
  isShared: false,
  now: async (_db, at) => at,
  temporaryKey: 'integer primary key',
  tableNames: async (db) => (await db.introspection.getTables()).map(({ name }) => name),
  changeMark,
  position: (text, part) => sql<number>`instr(${text}, ${part})`,
  lastId: async (db, table) => {
    const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db)
    return rows[0]?.seq ?? 0
  },
  setLastId: async (trx, table, id) => {
    await sql`delete from sqlite_sequence where name = ${table}`.execute(trx)
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${id})`.execute(trx)
  },
  holdLong: async () => {},
  analyze: async () => {},
}

/** How often this connection wrote, and a number that is another when one of the others did. */
async function changeMark(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ mark: string }>`
    select total_changes() || ' ' || data_version as mark from pragma_data_version
  `.execute(db)
  return rows[0]?.mark
}
