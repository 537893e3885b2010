import type { RawBuilder } from 'kysely'
import type { SearchTerm } from '../editions/search-words.ts'
import type { HandOut } from './hand-out.ts'
import type { ColumnTypes } from './migrations/migration.ts'
import type { Db, Trx } from './transaction.ts'

/** What the databases do each in its own way; all else in this folder is written once, for both. */
export interface Engine {
  columnTypes: ColumnTypes
  /** Whether several machines may work on one database at once. */
  isShared: boolean
  /**
   * The time by which all who work on a database tell that one of them is silent, in epoch milliseconds. `at`: by this machine's own clock, from
   * which another's may differ by minutes.
   */
  now(db: Db, at: number): Promise<number>
  /** A number that is the primary key of a temporary table. */
  temporaryKey: string
  /** Of the database itself, without those of its system. */
  tableNames(db: Db): Promise<string[]>
  /** Another text after each write of anybody; undefined where that cannot be told cheaply. */
  changeMark(db: Db): Promise<string | undefined>
  /** Where a part first stands in a text, from 1; 0 where it does not. */
  position(text: RawBuilder<unknown>, part: string): RawBuilder<number>
  /** Whether all these words are among those of a row of `archive`. */
  hasWords(terms: SearchTerm[]): RawBuilder<boolean>
  /** The last id that a table which numbers its rows has given, also of one that is deleted; 0 where it gave none. */
  lastId(db: Db, table: string): Promise<number>
  /** The next id is above it. */
  setLastId(trx: Trx, table: string, id: number): Promise<void>
  /** Rows of one table, all of the same columns, as they are. */
  insertRows(trx: Trx, table: string, rows: Record<string, unknown>[]): Promise<void>
  /** This transaction may take long, and wait for others in between. */
  holdLong(trx: Trx): Promise<void>
  /** Lets nobody write to these tables any more: what is written fails with where the publication is now. */
  banWrites(trx: Trx, tables: string[], movedTo: string): Promise<void>
  liftBan(trx: Trx, tables: string[]): Promise<void>
  /** Looks at what a temporary table holds, where queries on it are planned by that. */
  analyze(trx: Trx, table: string): Promise<void>
}

/** Adapters of Kysely that say what is said here: the one thing of a database that reaches all that is handed it. */
export interface WithEngine {
  readonly engine: Engine
}

/** That of a database of ours. */
export function engineOf(db: Db | Trx): Engine {
  return (db.getExecutor().adapter as unknown as WithEngine).engine
}

/** Runs one write transaction, as write() does. */
export type QuickWrite = <T>(work: (trx: Trx) => Promise<T>) => Promise<T>

/** A database that was opened, and what is done with it past Kysely. */
export interface OpenedDatabase {
  db: Db
  /** How a person knows it: a file, or a URL without its password. */
  name: string
  handOut: HandOut
  /** write() for the ledger's hot path, which several may be on at once. */
  quickWrite: QuickWrite
  /** For an import. */
  withMoreRoom<T>(work: () => Promise<T>): Promise<T>
  /** For work that writes all over the database. */
  withMuchRoom<T>(work: () => Promise<T>): Promise<T>
  /** @throws BroadsheetError where what is written now would be lost */
  assertInPlace(): void
  /** Looks for damage, as far as that takes no longer than a start may. @throws BroadsheetError where there is any */
  assertWhole(): void
}
