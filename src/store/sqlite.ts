import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import { patiently } from './busy.ts'
import { explainSqlite } from './sqlite-problems.ts'

/** Long enough for another connection's commit to pass by, short enough that a page does not feel it; then patiently() waits. */
const BUSY_TIMEOUT_MS = 20
const KEPT_STATEMENTS = 200

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
    database.pragma('journal_mode = wal')
    // A power cut must not forget an acceptance that was written down.
    database.pragma('synchronous = full')
    database.pragma('foreign_keys = on')
    // What a freeze of a million left in the log is given back to the disk.
    database.pragma(`journal_size_limit = ${64 * 1024 * 1024}`)
    return database
  } catch (error) {
    database?.close()
    throw explainSqlite(error, file)
  }
}

/** Kysely over one SQLite connection. Its own driver begins every transaction as a reader, and prepares each statement anew. */
export class SqliteFileDialect implements Dialect {
  readonly #database: Database.Database

  constructor(database: Database.Database) {
    this.#database = database
  }

  createDriver(): Driver {
    return new SqliteFileDriver(this.#database)
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

class SqliteFileDriver implements Driver {
  readonly #database: Database.Database
  readonly #connection: SqliteConnection
  #turn: Promise<void> = Promise.resolve()
  #endTurn: () => void = () => {}

  constructor(database: Database.Database) {
    this.#database = database
    this.#connection = new SqliteConnection(database)
  }

  async init(): Promise<void> {}

  /** One at a time, in the order of asking: there is one connection. */
  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#turn
    let end = () => {}
    this.#turn = new Promise((resolve) => {
      end = resolve
    })
    await before
    this.#endTurn = end
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#endTurn()
  }

  /** A writer takes the write lock at once: a reader that turns writer in the middle would be refused, its work lost. */
  async beginTransaction(_connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    this.#connection.run(CompiledQuery.raw(settings.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run(CompiledQuery.raw('commit'))
  }

  /** SQLite has rolled back by itself after a full disk; a second rollback would hide that error behind its own. */
  async rollbackTransaction(): Promise<void> {
    if (this.#database.inTransaction) this.#connection.run(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {
    this.#database.close()
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: Database.Database
  readonly #statements = new Map<string, Database.Statement>()

  constructor(database: Database.Database) {
    this.#database = database
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#database.inTransaction) return this.run<R>(query)
    return patiently(async () => this.run<R>(query))
  }

  run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    try {
      const statement = this.#statement(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      const { changes, lastInsertRowid } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    } catch (error) {
      throw explainSqlite(error, this.#database.name)
    }
  }

  // biome-ignore lint/correctness/useYield: nothing streams; what is long is read by key, in pages.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads long lists by key, in pages, and never streams.')
  }

  #statement(sql: string): Database.Statement {
    const kept = this.#statements.get(sql)
    if (kept) return kept
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.clear()
    const statement = this.#database.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }
}
