import type { Trx } from './transaction.ts'

/**
 * From when a subscription that begins at `at` is due posts, in epoch milliseconds: whoever subscribes after a post appeared
 * subscribed after it, whatever the clock says. One that was ahead, and is set right since, would bring them what is old.
 */
export async function sinceOf(trx: Trx, newsletter: string, at: number): Promise<number> {
  return Math.max(at, await newestPostOf(trx, newsletter))
}

/** When the last post became new for a newsletter, in epoch milliseconds; 0 where none did. */
export async function newestPostOf(trx: Trx, newsletter: string): Promise<number> {
  const row = await trx
    .selectFrom('newsletter_posts')
    .select(({ fn }) => fn.max('new_at').as('newest'))
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirstOrThrow()
  return row.newest ?? 0
}
