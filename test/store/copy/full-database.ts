import { sql } from 'kysely'
import { COPIED_TABLES } from '../../../src/store/copy/copied-tables.ts'
import type { OpenedDatabase } from '../../../src/store/engine.ts'
import { migrate } from '../../../src/store/migrate.ts'
import { type Db, write } from '../../../src/store/transaction.ts'

/** What databases write each in its own way, or not at all. */
const TEXTS = ['a', 'O’Brien, "quoted"; \\ 100%', '{"a":[null,true]}', '雪 🌨 e\u0301\r\n\t', '', '{}', 'NULL', "''"]
/** As large as a time and a mask are. */
const NUMBERS = [1_764_000_000_000, 2 ** 50, 0, -1]

/** Rows in every table, each referring to those of its number in the others; nothing in every second column that allows it. */
export async function fillTables(
  { db, name }: OpenedDatabase,
  rows: number,
  instance = 'publication-0001',
): Promise<void> {
  await migrate(db, { instance, at: 1_764_000_000_000 }, name)
  const columns = new Map((await db.introspection.getTables()).map((table) => [table.name, table.columns]))
  for (const { table, key } of COPIED_TABLES) {
    for (let from = 1; from <= rows; from += 500) {
      const made = Array.from({ length: Math.min(500, rows - from + 1) }, (_, index) => {
        const number = from + index
        const values = (columns.get(table) ?? []).map(({ name: column, dataType, isNullable }, place) => {
          const isText = /text/i.test(dataType)
          if (mustMatch(column, key)) return [column, isText ? `t${number}` : number]
          if (isNullable && (number + place) % 2 === 0) return [column, null]
          if (isText) return [column, `${TEXTS[(number + place) % TEXTS.length]}`]
          return [column, /bigint/i.test(dataType) ? NUMBERS[(number + place) % NUMBERS.length] : number]
        })
        return {
          ...Object.fromEntries(values),
          ...(table === 'processes' && { settings: '{}' }),
          ...(table === 'leases' && { expires_at: 0 }),
          // What is null there is read when the database is opened.
          ...(table === 'archive' && { words: `other word${number}` }),
          ...(table === 'workers' && { heard_at: 0 }),
        }
      })
      await write(db, (trx) =>
        trx
          .insertInto(table)
          .values(made as never[])
          .execute(),
      )
    }
  }
}

/** Keys, and what must be another in each row. */
function mustMatch(column: string, key: string[]): boolean {
  return (
    key.includes(column) ||
    /_id$|^((?:new_|old_)?handle|address_key|entry_id|mask|mail_hash|number|trial|cadence|due_at|dated_at|unique_name)$/.test(
      column,
    )
  )
}

/** All that a database holds, as text. */
export async function dump(db: Db): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {}
  for (const { table, key } of COPIED_TABLES) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db)
    const keyOf = (row: Record<string, unknown>) => JSON.stringify(key.map((column) => row[column]))
    tables[table] = rows
      .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  }
  return tables
}
