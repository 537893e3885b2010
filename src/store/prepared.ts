import { type CompiledQuery, type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Trx } from './transaction.ts'

/**
 * A statement of the ledger's hot path: built and compiled once for each number of rows, and from then on only run, for
 * Kysely takes longer to compile one than SQLite to run it. Its parameters come in the order in which they stand in it.
 */
export function prepared<Row>(build: (rowCount: number) => RawBuilder<Row>) {
  // By adapter: each kind of database writes its own SQL.
  const texts = new WeakMap<object, Map<number, CompiledQuery<Row>>>()
  return async (trx: Trx, rowCount: number, parameters: unknown[]): Promise<Row[]> => {
    const { adapter } = trx.getExecutor()
    const known = texts.get(adapter) ?? new Map<number, CompiledQuery<Row>>()
    texts.set(adapter, known)
    const compiled = known.get(rowCount) ?? build(rowCount).compile(trx)
    known.set(rowCount, compiled)
    const run = directly.get(trx)
    if (run) return run({ ...compiled, parameters }).rows as Row[]
    return (await trx.executeQuery<Row>({ ...compiled, parameters })).rows
  }
}

type Run = (query: CompiledQuery) => QueryResult<unknown>
const directly = new WeakMap<Trx, Run>()

/** Prepared statements of this transaction are run by `run`, past Kysely. */
export function runDirectly(trx: Trx, run: Run): void {
  directly.set(trx, run)
}

/** Where parameters will stand. */
export const PARAMETER = sql.val(null)

/** So many rows of parameters. PostgreSQL knows the types of a table's columns, not those of `values` that stand alone. */
export function rowsOfParameters(rowCount: number, columns: number | SqlType[]): RawBuilder<unknown> {
  const width = typeof columns === 'number' ? columns : columns.length
  const row = sql`(${parameters(width)})`
  const first = typeof columns === 'number' ? row : sql`(${sql.join(columns.map(typedParameter))})`
  return sql.join(Array.from({ length: rowCount }, (_, index) => (index === 0 ? first : row)))
}

export type SqlType = 'bigint' | 'text'

function typedParameter(type: SqlType): RawBuilder<unknown> {
  return sql`cast(${PARAMETER} as ${sql.raw(type)})`
}

/** So many parameters. */
export function parameters(count: number): RawBuilder<unknown> {
  return sql.join(Array.from({ length: count }, () => PARAMETER))
}
