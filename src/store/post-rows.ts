import { type Selectable, sql } from 'kysely'
import type { PostsTable } from './tables.ts'
import type { Db, Trx } from './transaction.ts'

export type PostRow = Selectable<PostsTable>

/**
 * All rows of posts, by id, read again only where somebody wrote to the database since: a scan of the site asks for them three times,
 * and of ten thousands each time took a twentieth of a build with nothing to do.
 */
export class PostRows {
  /** Weak: a server has no need of them until its next scan. */
  #last: { state: string; rows: WeakRef<PostRow[]> } | undefined

  async all(db: Db | Trx): Promise<PostRow[]> {
    const state = await stateOf(db)
    const last = this.#last?.state === state ? this.#last.rows.deref() : undefined
    if (last) return last
    const rows = await db.selectFrom('posts').selectAll().orderBy('id').execute()
    this.#last = { state, rows: new WeakRef(rows) }
    return rows
  }
}

/** How often this connection wrote, and a number that is another when one of the others did. */
async function stateOf(db: Db | Trx): Promise<string> {
  const { rows } = await sql<{ state: string }>`
    select total_changes() || ' ' || data_version as state from pragma_data_version
  `.execute(db)
  return rows[0]?.state ?? ''
}
