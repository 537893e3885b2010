import { randomUUID } from 'node:crypto'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'
import type { QueryResult as PgResult, PoolClient } from 'pg'
import { Busy, patiently } from '../busy.ts'
import { withoutNul } from '../without-nul.ts'
import { explainPostgres, isLost } from './problems.ts'
import {
  BEGIN_READING,
  beginWriting,
  END_TRANSACTION,
  LAST_MARK,
  MAKE_MARKS,
  type TransactionMark,
  type Writers,
} from './transaction-statements.ts'

/** What of a pool of connections is needed; that of `pg`, or one of a test. */
export interface Pool {
  connect(): Promise<Pick<PoolClient, 'query' | 'release'>>
  end(): Promise<void>
}

type Client = Awaited<ReturnType<Pool['connect']>>

/** A transaction that writes, and the server's end of it. */
interface OpenTransaction extends TransactionMark {
  pid: number
  transactionId: string
}

/** Pools whose database has the table of marks. */
const marked = new WeakSet<Pool>()
/** By which name each connection marks what it commits. */
const markNames = new WeakMap<Client, string>()

/**
 * A connection for as long as somebody has it. It is taken from the pool when it is first used, and another one in its
 * place where it was lost outside a transaction.
 */
export class PostgresConnection implements DatabaseConnection {
  readonly #pool: Pool
  readonly #name: string
  #client: Client | undefined
  #isInTransaction = false
  /** The last one that wrote. */
  #written: OpenTransaction | undefined

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

  /** @param writers undefined: it only reads, on one state of the database */
  async begin(writers: Writers | undefined): Promise<void> {
    try {
      this.#written = writers && (await this.#beginWriting(writers))
      if (!writers) await this.#ask(BEGIN_READING)
    } catch (error) {
      await this.rollback()
      throw error
    }
    this.#isInTransaction = true
  }

  async commit(): Promise<void> {
    this.#isInTransaction = false
    try {
      if (!this.#client) throw lost()
      await this.#client.query('commit')
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

  async #beginWriting(writers: Writers): Promise<OpenTransaction> {
    const transactionMark = { connection: await this.#markName(), mark: randomUUID() }
    const results = (await this.#ask(beginWriting(writers, transactionMark))) as PgResult[]
    const { pid, transaction_id: transactionId } = results.at(-1)?.rows[0] ?? {}
    return { ...transactionMark, pid, transactionId }
  }

  async #markName(): Promise<string> {
    return this.#use(async (client) => {
      if (!marked.has(this.#pool)) await client.query(MAKE_MARKS)
      marked.add(this.#pool)
      const name = markNames.get(client) ?? randomUUID()
      markNames.set(client, name)
      return name
    })
  }

  /** Lost at the commit, nobody knows what became of it but the server itself, once it answers again. */
  async #wasCommitted(): Promise<boolean> {
    const written = this.#written
    if (!written) return false
    return patiently(async () => {
      await this.#ask(END_TRANSACTION, [written.pid, written.transactionId])
      const { rows } = (await this.#ask(LAST_MARK, [written.connection])) as PgResult
      return rows[0]?.mark === written.mark
    })
  }

  #ask(sql: string, parameters?: unknown[]): Promise<PgResult | PgResult[]> {
    return this.#use((client) => client.query(sql, parameters))
  }

  async #use<T>(ask: (client: Client) => Promise<T>): Promise<T> {
    try {
      // On another connection a statement would stand outside the transaction.
      if (!this.#client && this.#isInTransaction) throw lost()
      this.#client ??= await this.#pool.connect()
      return await ask(this.#client)
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

function lost(): Busy {
  return new Busy('connection lost', {})
}

const CHANGES = /^(INSERT|UPDATE|DELETE|MERGE)$/

function storable(parameter: unknown): unknown {
  return typeof parameter === 'string' ? withoutNul(parameter) : parameter
}
