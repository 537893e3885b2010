import { type Insertable, sql } from 'kysely'
import { prepared, rowsOfParameters } from './prepared.ts'
import type { PostsTable } from './tables.ts'
import type { Trx } from './transaction.ts'

type NewPost = Required<Insertable<PostsTable>>

const COLUMNS = [
  'id',
  'entry_id',
  'path',
  'url_path',
  'aliases',
  'title',
  'hash',
  'published_at',
  'published_offset',
  'live',
  'gone_at',
  'first_seen_at',
  'changed_at',
  'moved_from',
] as const satisfies (keyof NewPost)[]

/** Rows that one statement writes. */
const GROUP = 100

// Another process may have seen it at the same moment: what was settled first stays.
const insertPosts = prepared(
  (count) => sql`
    insert into posts (${sql.join(COLUMNS.map((column) => sql.ref(column)))})
    values ${rowsOfParameters(count, COLUMNS.length)}
    on conflict (id) do nothing
  `,
)

/** The first scan of a site of ten thousand posts writes as many rows: a statement for each, built by Kysely, took four times as long. */
export async function insertFresh(trx: Trx, posts: NewPost[]): Promise<void> {
  for (let from = 0; from < posts.length; from += GROUP) {
    const group = posts.slice(from, from + GROUP)
    await insertPosts(
      trx,
      group.length,
      group.flatMap((post) => COLUMNS.map((column) => post[column])),
    )
  }
}
