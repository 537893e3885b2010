import { sql } from 'kysely'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { engineOf } from '../engine.ts'
import { type Db, type Trx, write } from '../transaction.ts'
import { COPIED_TABLES, type CopiedTable, NUMBERED_TABLES } from './copied-tables.ts'
import { nextPageSize } from './page-size.ts'
import { type Row, type TableSum, TableSummer } from './table-sum.ts'

/** Called before each page is written: which table, and how many rows of it are there. */
export type OnPage = (table: CopiedTable, rows: number) => void

/** Copies every row, a page at a time; gives what each table of the source holds. */
export async function copyTables(
  source: Trx,
  target: { db: Db; name: string },
  onPage: OnPage,
): Promise<Map<CopiedTable, TableSum>> {
  const sums = new Map<CopiedTable, TableSum>()
  for (const { table, key } of COPIED_TABLES) {
    const summer = new TableSummer()
    onPage(table, 0)
    for await (const rows of pagesOf(source, table, key)) {
      summer.add(rows)
      await insert(target, table, rows)
      onPage(table, summer.sum.rows)
    }
    sums.set(table, summer.sum)
  }
  for (const table of NUMBERED_TABLES) await copyLastId(source, target.db, table)
  return sums
}

/** What each table holds. */
export async function sumTables(db: Db | Trx): Promise<Map<CopiedTable, TableSum>> {
  const sums = new Map<CopiedTable, TableSum>()
  for (const { table, key } of COPIED_TABLES) {
    const summer = new TableSummer()
    for await (const rows of pagesOf(db, table, key)) summer.add(rows)
    sums.set(table, summer.sum)
  }
  return sums
}

async function* pagesOf(db: Db | Trx, table: CopiedTable, key: string[]): AsyncIterable<Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  let after: unknown[] | undefined
  let size = nextPageSize(undefined)
  for (;;) {
    const where = after ? sql`where (${columns}) > (${sql.join(after)})` : sql``
    const { rows } = await sql<Row>`
      select * from ${sql.table(table)} ${where} order by ${columns} limit ${size}
    `.execute(db)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < size) return
    after = key.map((column) => last[column])
    size = nextPageSize({ rows: rows.length, bytes: bytesOf(rows) })
  }
}

/** Nearly: what its texts take. */
function bytesOf(rows: Row[]): number {
  let bytes = 0
  for (const row of rows) for (const value of Object.values(row)) bytes += typeof value === 'string' ? value.length : 8
  return bytes
}

async function insert({ db, name }: { db: Db; name: string }, table: CopiedTable, rows: Row[]): Promise<void> {
  try {
    await write(db, (trx) => engineOf(trx).insertRows(trx, table, rows))
  } catch (error) {
    if (!UNHELD.test(String((error as { code?: unknown }).code))) throw error
    const message = `A row of ${table} cannot be held there: ${(error as Error).message}.`
    const hint = 'Whoever wrote it wrote no valid value: put it right in the database, or drop it, and copy again.'
    throw new BroadsheetError(failure('store.copy-row', message, { file: name, hint }))
  }
}

/** Data exceptions and violated constraints, of PostgreSQL (classes 22, 23) and SQLite. */
const UNHELD = /^(22\w{3}|23\w{3}|SQLITE_CONSTRAINT.*|SQLITE_MISMATCH)$/

/** So that no id comes back that a deleted row had. */
async function copyLastId(source: Trx, target: Db, table: CopiedTable): Promise<void> {
  const id = await engineOf(source).lastId(source, table)
  if (id > 0) await write(target, (trx) => engineOf(trx).setLastId(trx, table, id))
}
