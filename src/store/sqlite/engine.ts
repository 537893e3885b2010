import { sql } from 'kysely'
import type { Engine } from '../engine.ts'
import { prepared, rowsOfParameters } from '../prepared.ts'
import type { Db } from '../transaction.ts'
import { hasWords, isOfWordIndex, wordIndex } from './word-index.ts'
import { banWrites, liftBan } from './write-ban.ts'

export const SQLITE: Engine = {
  // AUTOINCREMENT: the id of a deleted row never comes back as another's.
  columnTypes: { key: 'integer primary key autoincrement', wordIndex, uncheckedReference: () => [] },
  isShared: false,
  now: async (_db, at) => at,
  temporaryKey: 'integer primary key',
  tableNames: async (db) =>
    (await db.introspection.getTables()).map(({ name }) => name).filter((name) => !isOfWordIndex(name)),
  changeMark,
  hasWords,
  position: (text, part) => sql<number>`instr(${text}, ${part})`,
  lastId: async (db, table) => {
    const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${table}`.execute(db)
    return rows[0]?.seq ?? 0
  },
  setLastId: async (trx, table, id) => {
    await sql`delete from sqlite_sequence where name = ${table}`.execute(trx)
    await sql`insert into sqlite_sequence (name, seq) values (${table}, ${id})`.execute(trx)
  },
  insertRows: async (trx, table, rows) => {
    const columns = Object.keys(rows[0] ?? {})
    const insert = inserting(table, columns)
    for (let from = 0; from < rows.length; ) {
      const size = BLOCKS.find((block) => block <= rows.length - from) ?? 1
      const values: unknown[] = []
      for (const row of rows.slice(from, from + size)) for (const column of columns) values.push(row[column])
      await insert(trx, size, values)
      from += size
    }
  },
  holdLong: async () => {},
  banWrites,
  liftBan,
  analyze: async () => {},
}

/** Rows of one statement. Each number of them is a statement of its own, which is kept. */
const BLOCKS = [200, 50, 10]

/** How often this connection wrote, and a number that is another when one of the others did. */
async function changeMark(db: Db): Promise<string | undefined> {
  const { rows } = await sql<{ mark: string }>`
    select total_changes() || ' ' || data_version as mark from pragma_data_version
  `.execute(db)
  return rows[0]?.mark
}

/** One for each table, so that its statement is built once for each number of rows. */
const insertions = new Map<string, ReturnType<typeof prepared>>()

function inserting(table: string, columns: string[]) {
  const name = [table, ...columns].join(' ')
  const known = insertions.get(name)
  if (known) return known
  const list = sql.join(columns.map((column) => sql.ref(column)))
  const made = prepared(
    (count) => sql`insert into ${sql.table(table)} (${list}) values ${rowsOfParameters(count, columns.length)}`,
  )
  insertions.set(name, made)
  return made
}
