import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { QueryResult as PgResult, PoolClient } from 'pg'
import { BroadsheetError } from '../../config/problem.ts'
import { Busy, patiently } from '../busy.ts'
import { withoutNul } from '../without-nul.ts'
import { explainPostgres, isLost, unreachable } from './problems.ts'

/** What of a pool of connections is needed; that of `pg`, or one of a test. */
export interface Pool {
  connect(): Promise<Pick<PoolClient, 'query' | 'release'>>
  end(): Promise<void>
}

type Client = Awaited<ReturnType<Pool['connect']>>

/**
 * A connection for as long as somebody has it. It is taken from the pool when it is first used, and another one in its
 * place where it was lost outside a transaction.
 */
export class PostgresConnection implements DatabaseConnection {
  readonly #pool: Pool
  readonly #name: string
  #client: Client | undefined
  #isInTransaction = false
  #transactionId: string | undefined

  constructor(pool: Pool, name: string) {
    this.#pool = pool
    this.#name = name
  }

  /** A statement outside a transaction only reads: where the connection is lost it is asked again on another. */
  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const ask = () => this.#ask(sql, parameters.map(storable))
    const result = (await (this.#isInTransaction ? ask() : patiently(ask))) as PgResult
    return {
      rows: result.rows as R[],
      ...(CHANGES.test(result.command ?? '') && { numAffectedRows: BigInt(result.rowCount ?? 0) }),
    }
  }

  // biome-ignore lint/correctness/useYield: nothing streams; what is long is read by key, in pages.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('The store reads long lists by key, in pages, and never streams.')
  }

  /** `begin` may be several statements, the last of which gives the transaction's id where it is to be known. */
  async begin(begin: string): Promise<void> {
    const results = await this.#ask(begin).catch(async (error) => {
      await this.rollback()
      throw error
    })
    const last = Array.isArray(results) ? results.at(-1) : results
    this.#transactionId = last?.rows?.[0]?.transaction_id
    this.#isInTransaction = true
  }

  async commit(): Promise<void> {
    this.#isInTransaction = false
    try {
      await this.#client?.query('commit')
    } catch (error) {
      if (!isLost(error)) throw explainPostgres(error, this.#name)
      this.#drop()
      if (!(await this.#wasCommitted())) throw explainPostgres(error, this.#name)
    }
  }

  async rollback(): Promise<void> {
    this.#isInTransaction = false
    try {
      await this.#client?.query('rollback')
    } catch {
      // Whatever its fault: the server rolls back what is left of a connection that ends.
      this.#drop()
    }
  }

  release(): void {
    this.#client?.release()
    this.#client = undefined
  }

  /** Lost at the commit, nobody knows what became of it but the server itself, once it answers again. */
  async #wasCommitted(): Promise<boolean> {
    const id = this.#transactionId
    if (id === undefined) return false
    return patiently(async () => {
      const { rows } = (await this.#ask(STATUS_OF, [id])) as PgResult
      if (rows[0]?.status !== 'in progress') return rows[0]?.status === 'committed'
      // The server has not heard yet that the connection is over: it might still commit while the work is done again.
      await this.#ask(END_OF, [id])
      throw new Busy('not over yet', {}, new BroadsheetError(unreachable(this.#name)))
    })
  }

  async #ask(sql: string, parameters?: unknown[]): Promise<PgResult | PgResult[]> {
    try {
      this.#client ??= await this.#pool.connect()
      return await this.#client.query(sql, parameters)
    } catch (error) {
      if (isLost(error)) this.#drop()
      throw explainPostgres(error, this.#name)
    }
  }

  #drop(): void {
    this.#client?.release(true)
    this.#client = undefined
  }
}

const CHANGES = /^(INSERT|UPDATE|DELETE|MERGE)$/

const STATUS_OF = 'select pg_xact_status($1::xid8) as status'
const END_OF = 'select pg_terminate_backend(pid) from pg_stat_activity where backend_xid = $1::xid8::xid'

function storable(parameter: unknown): unknown {
  return typeof parameter === 'string' ? withoutNul(parameter) : parameter
}
