import { createHash } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import type PgBoss from 'pg-boss'
import { BroadsheetError, failure } from '../../config/problem.ts'
import { patiently } from '../busy.ts'
import type { Db, Trx } from '../transaction.ts'
import type { Pool } from './connection.ts'
import { explainPostgres } from './problems.ts'

/** A job's worker is mostly found to be over long before: this is for one of which the ledger knows nothing. */
const EXPIRES_AFTER_SECONDS = 3_600
/** Given back is no failure. */
const RETRIES = 1_000_000

/** pg-boss, in a schema beside ours. It is loaded and started when it is first needed: only who delivers does. */
export class Jobs {
  readonly #pool: Pool
  readonly #db: Db
  readonly #name: string
  #starting: Promise<PgBoss> | undefined

  constructor(pool: Pool, db: Db, name: string) {
    this.#pool = pool
    this.#db = db
    this.#name = name
  }

  /** @throws BroadsheetError where its schema cannot be made */
  started(): Promise<PgBoss> {
    this.#starting ??= this.#start().catch((error) => {
      this.#starting = undefined
      throw error
    })
    return this.#starting
  }

  /** Makes a queue, unless it is there. */
  async makeQueue(queue: string): Promise<void> {
    const boss = await this.started()
    const options = { retryLimit: RETRIES, retryDelay: 0, expireInSeconds: EXPIRES_AFTER_SECONDS }
    await boss.createQueue(queue, { name: queue, policy: 'standard', ...options })
  }

  /** With all its jobs, done or not: pg-boss itself deletes only a queue from which all of them were archived. */
  async dropQueue(queue: string): Promise<void> {
    const boss = await this.started()
    await this.#ask(`delete from ${await this.#schema()}.job where name = $1`, [queue])
    await boss.deleteQueue(queue)
  }

  /** The whole schema: it is made anew when it is next needed. */
  async drop(trx: Trx): Promise<void> {
    await sql`drop schema if exists ${sql.id(await this.#schema(trx))} cascade`.execute(trx)
  }

  async close(): Promise<void> {
    const boss = await this.#starting?.catch(() => undefined)
    this.#starting = undefined
    await boss?.stop({ graceful: false })
  }

  async #start(): Promise<PgBoss> {
    const { default: Boss } = await import('pg-boss')
    const boss = new Boss({
      db: { executeSql: (text, values) => this.#ask(text, values) },
      schema: await this.#schema(),
      // Newsletters have schedules of their own.
      schedule: false,
    })
    // What its supervisor cannot do now it does at its next turn; unheard, an error would end the process.
    boss.on('error', () => {})
    try {
      return await boss.start()
    } catch (error) {
      throw isForbidden(error) ? this.#forbidden() : error
    }
  }

  async #schema(db: Db = this.#db): Promise<string> {
    const { rows } = await sql<{ schema: string }>`select current_schema() as schema`.execute(db)
    return jobsSchema(rows[0]?.schema ?? '')
  }

  /** Each of its own statements may be asked twice: what it makes or drops is then there, or gone. */
  #ask(text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
    return patiently(() => this.#askOnce(text, values))
  }

  async #askOnce(text: string, values: unknown[] | undefined): Promise<{ rows: unknown[] }> {
    const client = await this.#pool.connect().catch((error) => {
      throw explainPostgres(error, this.#name)
    })
    try {
      const result = await client.query(text, values)
      client.release()
      return Array.isArray(result) ? result.at(-1) : result
    } catch (error) {
      // It may be left in the middle of a transaction.
      client.release(true)
      throw explainPostgres(error, this.#name)
    }
  }

  #forbidden(): BroadsheetError {
    const hint = 'Let it: grant create on database NAME to USER.'
    const message = 'This user of PostgreSQL may not make the schema for the jobs of workers.'
    return new BroadsheetError(failure('store.unwritable', message, { file: this.#name, hint }))
  }
}

function isForbidden(error: unknown): boolean {
  return error instanceof BroadsheetError && error.problems.some(({ code }) => code === 'store.unwritable')
}

/** What pg-boss takes for a database: its statements are then part of a transaction of ours. */
export function within(trx: Trx): PgBoss.ConnectionOptions {
  const executeSql = async (text: string, values: unknown[]) => ({
    rows: (await trx.executeQuery(CompiledQuery.raw(text, values))).rows,
  })
  return { db: { executeSql } }
}

/** PostgreSQL cuts longer names, and pg-boss takes no others; it writes them unquoted, so that capitals would be lost. */
const PLAIN = /^[a-z_][a-z0-9_]{0,40}$/

/** By the name of ours, so that publications in one database have each its own. */
export function jobsSchema(schema: string): string {
  if (PLAIN.test(schema)) return `${schema}_jobs`
  return `jobs_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`
}
