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
import type { Writers } from './transaction-statements.ts'

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
    await connection.begin(accessMode === 'read only' ? undefined : this.#writers)
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
