import { PGlite } from '@electric-sql/pglite'
import type { Pool } from '../../../src/store/postgres/connection.ts'

/** An empty one, whose numbers come as src/store/postgres/pool.ts has them: bigint and numeric, too. */
export function newPglite(): Promise<PGlite> {
  return PGlite.create({ parsers: { 20: Number, 1700: Number } })
}

/** PostgreSQL within the process: one connection, which whoever asks has in turn. */
export class PglitePool implements Pool {
  readonly #client
  #last: Promise<unknown> = Promise.resolve()
  #release = () => {}

  constructor(pglite: PGlite) {
    const query = async (text: string, values?: unknown[]) => {
      if (values === undefined) return (await pglite.exec(text)).map((result) => resultOf(result))
      return resultOf(await pglite.query(text, values), text)
    }
    // biome-ignore lint/suspicious/noExplicitAny: pg's own type is of many overloads, of which these two are used.
    this.#client = { query: query as any, release: () => this.#release() }
  }

  async connect() {
    const before = this.#last
    let release = () => {}
    this.#last = new Promise<void>((resolve) => {
      release = resolve
    })
    await before
    this.#release = release
    return this.#client
  }

  async end(): Promise<void> {}
}

function resultOf(result: { rows: unknown[]; affectedRows?: number }, text = '') {
  const command = /^\s*select/i.test(text) ? 'SELECT' : 'UPDATE'
  return { rows: result.rows, rowCount: result.affectedRows ?? result.rows.length, command }
}
