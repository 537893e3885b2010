import {
  type Dialect,
  type Driver,
  type Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type TransactionSettings,
} from 'kysely'
import type { Engine, WithEngine } from '../engine.ts'
import { type Pool, PostgresConnection } from './connection.ts'

/**
 * Which others may write meanwhile. Work that reads and then decides is written as if nobody else did, which SQLite gives
 * by itself: `alone`. The ledger's statements each say in their `where` what they rely on: `together`.
 */
export type Writers = 'alone' | 'together'

interface DialectOptions {
  name: string
  writers: Writers
  engine: Engine
}

/** Kysely over a pool of connections to PostgreSQL. */
export class PostgresStoreDialect implements Dialect {
  readonly #pool: Pool
  readonly #options: DialectOptions

  constructor(pool: Pool, options: DialectOptions) {
    this.#pool = pool
    this.#options = options
  }

  createDriver(): Driver {
    return new PostgresStoreDriver(this.#pool, this.#options)
  }

  createQueryCompiler(): PostgresQueryCompiler {
    return new PostgresQueryCompiler()
  }

  createAdapter(): PostgresAdapter & WithEngine {
    return Object.assign(new PostgresAdapter(), { engine: this.#options.engine })
  }

  createIntrospector(db: Kysely<unknown>): PostgresIntrospector {
    return new PostgresIntrospector(db)
  }
}

/** Any number of ours (PostgreSQL 14 reads none in hexadecimal), and the schema: publications in one database do not wait for each other. */
const LOCK = '1114795873, hashtext(current_schema())'

const BEGIN: Record<Writers, string> = {
  alone: `begin; select pg_advisory_xact_lock(${LOCK}); select pg_current_xact_id()::text as transaction_id`,
  together: `begin; select pg_advisory_xact_lock_shared(${LOCK}); select pg_current_xact_id()::text as transaction_id`,
}

/** One state of the database; not `read only`, which forbids to make temporary tables. */
const BEGIN_READING = 'begin isolation level repeatable read'

class PostgresStoreDriver implements Driver {
  readonly #pool: Pool
  readonly #name: string
  readonly #writers: Writers

  constructor(pool: Pool, { name, writers }: { name: string; writers: Writers }) {
    this.#pool = pool
    this.#name = name
    this.#writers = writers
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    return new PostgresConnection(this.#pool, this.#name)
  }

  async releaseConnection(connection: PostgresConnection): Promise<void> {
    connection.release()
  }

  async beginTransaction(connection: PostgresConnection, { accessMode }: TransactionSettings): Promise<void> {
    await connection.begin(accessMode === 'read only' ? BEGIN_READING : BEGIN[this.#writers])
  }

  async commitTransaction(connection: PostgresConnection): Promise<void> {
    await connection.commit()
  }

  async rollbackTransaction(connection: PostgresConnection): Promise<void> {
    await connection.rollback()
  }

  async destroy(): Promise<void> {
    await this.#pool.end()
  }
}
