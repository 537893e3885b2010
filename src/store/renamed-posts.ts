import { sql } from 'kysely'
import type { Renaming } from '../posts/scan-record.ts'
import { addNames } from './post-names.ts'
import type { Trx } from './transaction.ts'

/**
 * Makes one post of two, where a renamed file was taken for another post until an alias or an id said what it is: what was sent
 * of either is sent, and the entry in the feeds is the older one again.
 */
export async function mergeRenamed(trx: Trx, renamed: Renaming[]): Promise<void> {
  for (const { from, to } of renamed) {
    await trx.updateTable('post_names').set({ post_id: to }).where('post_id', '=', from).execute()
    await addNames(trx, [{ name: from, postId: to }])
    await mergeEditions(trx, from, to)
    await mergeNews(trx, from, to)
  }
}

/** An edition that brings both stays as it is. */
async function mergeEditions(trx: Trx, from: string, to: string): Promise<void> {
  await sql`
    update variant_posts set post_id = ${to}
    where post_id = ${from} and variant_id in (
      select id from variants where edition_id not in (select edition_id from edition_posts where post_id = ${to})
    )
  `.execute(trx)
  await sql`
    update edition_posts set post_id = ${to}
    where post_id = ${from} and edition_id not in (select edition_id from edition_posts where post_id = ${to})
  `.execute(trx)
}

/** Since when it is news is the older one's; what an operator said of the younger one is said of it. */
async function mergeNews(trx: Trx, from: string, to: string): Promise<void> {
  await sql`
    update newsletter_posts set new_at = null, adopted_from = coalesce(adopted_from, new_at)
    where post_id = ${to} and exists (
      select 1 from newsletter_posts as young
      where young.post_id = ${from} and young.newsletter_id = newsletter_posts.newsletter_id and young.new_at is null
    )
  `.execute(trx)
  await sql`
    update newsletter_posts set post_id = ${to}
    where post_id = ${from} and newsletter_id not in (
      select newsletter_id from newsletter_posts where post_id = ${to}
    )
  `.execute(trx)
  await trx.deleteFrom('newsletter_posts').where('post_id', '=', from).execute()
}
