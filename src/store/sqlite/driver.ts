import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely'
import { patiently } from '../busy.ts'
import { SqliteFile } from './file.ts'
import type { OpenedSqlite } from './open-file.ts'

/** Kysely's own driver begins every transaction as a reader, prepares each statement anew, and waits for the disk. */
export class SqliteFileDriver implements Driver {
  readonly #file: SqliteFile
  #last: Promise<void> = Promise.resolve()
  /** For statements within writeNow(): in a transaction a turn runs them at once, whoever's it is. */
  readonly turnUnderWay: DatabaseConnection

  constructor(opened: OpenedSqlite) {
    this.#file = new SqliteFile(opened)
    this.turnUnderWay = new Turn(this.#file)
  }

  async init(): Promise<void> {}

  /** One at a time, in the order of asking: there is one connection. */
  async acquireConnection(): Promise<Turn> {
    const before = this.#last
    const turn = new Turn(this.#file)
    this.#last = turn.over
    await before
    return turn
  }

  async releaseConnection(turn: Turn): Promise<void> {
    turn.end()
  }

  /** A writer takes the write lock at once: a reader that turns writer in the middle would be refused, its work lost. */
  async beginTransaction(turn: Turn, { accessMode }: TransactionSettings): Promise<void> {
    turn.reads = accessMode === 'read only'
    this.#file.run(turn.reads ? 'begin' : 'begin immediate')
  }

  /** The turn ends before the disk has it all, so that those after it can commit meanwhile and share the next flush. */
  async commitTransaction(turn: Turn): Promise<void> {
    this.#file.run('commit')
    turn.end()
    if (!turn.reads) await this.#file.flush()
  }

  /**
   * SQLite has rolled back by itself after a full disk; a second rollback would hide that error behind its own. After a
   * flush that failed the transaction under way, if any, is somebody else's.
   */
  async rollbackTransaction(turn: Turn): Promise<void> {
    if (!turn.isOver && this.#file.inTransaction) this.#file.run('rollback')
  }

  async destroy(): Promise<void> {
    await this.#file.close()
  }

  /** @throws BroadsheetError `store.moved` */
  assertInPlace(): void {
    this.#file.assertInPlace()
  }

  /** For work that writes all over the database. */
  withMuchRoom<T>(work: () => Promise<T>): Promise<T> {
    return this.#file.withMuchRoom(work)
  }

  /** For an import. */
  withMoreRoom<T>(work: () => Promise<T>): Promise<T> {
    return this.#file.withMoreRoom(work)
  }

  /**
   * A write transaction without Kysely's own steps around it and its statements, which take longer than the statements of
   * a small one. Its work runs them by runNow() and awaits nothing but them.
   */
  async writeNow<T>(work: () => Promise<T>): Promise<T> {
    const turn = await this.acquireConnection()
    let result: T
    try {
      await this.beginTransaction(turn, {})
      result = await work()
      this.#file.run('commit')
    } catch (error) {
      await this.rollbackTransaction(turn)
      throw error
    } finally {
      turn.end()
    }
    await this.#file.flush()
    return result
  }

  /** Within writeNow(). */
  runNow<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    return this.#file.run<R>(sql, parameters)
  }
}

/** The one connection, for as long as somebody has it. */
class Turn implements DatabaseConnection {
  readonly #file: SqliteFile
  readonly over: Promise<void>
  isOver = false
  reads = false
  end: () => void = () => {}

  constructor(file: SqliteFile) {
    this.#file = file
    this.over = new Promise((resolve) => {
      this.end = () => {
        this.isOver = true
        resolve()
      }
    })
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    if (this.#file.inTransaction) return this.#file.run<R>(sql, parameters)
    const result = await patiently(async () => this.#file.run<R>(sql, parameters))
    if (this.#file.writes(sql)) await this.#file.flush()
    return result
  }

  // biome-ignore lint/correctness/useYield: nothing streams; what is long is read by key, in pages.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads long lists by key, in pages, and never streams.')
  }
}
