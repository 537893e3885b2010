import type Database from 'better-sqlite3'
import type { QueryResult } from 'kysely'
import { LogSync, openLog } from './log-sync.ts'
import type { OpenedSqlite } from './open-file.ts'
import type { OpenedFiles } from './opened-files.ts'
import { explainSqlite } from './problems.ts'
import { giveRoom, MORE_ROOM, MUCH_ROOM, type Room, USUAL_ROOM } from './room.ts'

const KEPT_STATEMENTS = 200

/** One SQLite connection: runs statements, which it prepares once, and brings what they wrote to the disk. */
export class SqliteFile {
  readonly #database: Database.Database
  readonly #files: OpenedFiles
  readonly #log: LogSync | undefined
  readonly #statements = new Map<string, Database.Statement>()

  constructor({ database, files, isFlushed = true }: OpenedSqlite) {
    this.#database = database
    this.#files = files
    const journal = database.pragma('journal_mode', { simple: true })
    this.#log = journal === 'wal' && isFlushed ? new LogSync(() => openLog(database.name)) : undefined
  }

  get inTransaction(): boolean {
    return this.#database.inTransaction
  }

  writes(sql: string): boolean {
    return !this.#statement(sql).readonly
  }

  /**
   * Resolves when what was committed outlives a power cut, in the file that has the database's name.
   * @throws BroadsheetError where the disk fails, or the file was deleted or replaced
   */
  async flush(): Promise<void> {
    try {
      await this.#log?.flush()
    } catch (error) {
      this.assertInPlace()
      throw explainSqlite(error, this.#database.name)
    }
    this.assertInPlace()
  }

  /** @throws BroadsheetError `store.moved` */
  assertInPlace(): void {
    try {
      this.#files.assertInPlace()
    } catch (error) {
      throw explainSqlite(error, this.#database.name)
    }
  }

  /** For work that writes all over the database. */
  withMuchRoom<T>(work: () => Promise<T>): Promise<T> {
    return this.#with(MUCH_ROOM, work)
  }

  /** For an import. */
  withMoreRoom<T>(work: () => Promise<T>): Promise<T> {
    return this.#with(MORE_ROOM, work)
  }

  async #with<T>(room: Room, work: () => Promise<T>): Promise<T> {
    giveRoom(this.#database, room)
    try {
      return await work()
    } finally {
      giveRoom(this.#database, USUAL_ROOM)
    }
  }

  async close(): Promise<void> {
    await this.#log?.close()
    this.#database.close()
  }

  run<R>(sql: string, parameters: readonly unknown[] = []): QueryResult<R> {
    try {
      const statement = this.#statement(sql)
      if (statement.reader) return { rows: statement.all(parameters) as R[] }
      const { changes, lastInsertRowid } = statement.run(parameters)
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    } catch (error) {
      throw explainSqlite(error, this.#database.name)
    }
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
