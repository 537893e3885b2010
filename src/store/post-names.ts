import type { PostName } from '../posts/scan-record.ts'
import type { Db, Trx } from './transaction.ts'

/** Name → the post that it is of. The id of a post is a name of the one that it turned out to be. */
export async function namesOf(db: Db | Trx): Promise<Map<string, string>> {
  const rows = await db.selectFrom('post_names').selectAll().orderBy('name').execute()
  return new Map(rows.map(({ name, post_id }) => [name, post_id]))
}

/** A name that was another's is that of the post which had it last. */
export async function addNames(trx: Trx, names: PostName[]): Promise<void> {
  for (const { name, postId } of names) {
    await trx
      .insertInto('post_names')
      .values({ name, post_id: postId })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ post_id: postId }))
      .execute()
  }
}
