import type { Temporal } from 'temporal-polyfill'
import { instantOf } from './instants.ts'
import type { Db } from './transaction.ts'

export async function bringing(db: Db, newsletter: string) {
  const rows = await db
    .selectFrom('variant_posts')
    .innerJoin('variants', 'variants.id', 'variant_posts.variant_id')
    .innerJoin('editions', 'editions.id', 'variants.edition_id')
    .where('newsletter_id', '=', newsletter)
    .where(({ or, eb }) => or([eb('state', '<>', 'cancelled'), eb('candidate_count', 'is not', null)]))
    .select(['post_id', 'number', 'trial', 'state', 'editions.id'])
    .distinct()
    .orderBy('editions.id')
    .execute()
  return rows.map(({ post_id, number, trial, state }) => ({
    postId: post_id,
    number: number ?? undefined,
    trial: trial ?? undefined,
    state,
  }))
}

/** A post that a held edition took up when it was made anew became new after the time for which that was made. */
export async function broughtUntil(
  db: Db,
  newsletter: string,
  cadence: string,
): Promise<Map<string, Temporal.Instant>> {
  const rows = await db
    .selectFrom('edition_posts')
    .innerJoin('editions', 'editions.id', 'edition_posts.edition_id')
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .groupBy('post_id')
    .select(({ fn }) => ['post_id', fn.max(fn.coalesce('due_at', 'created_at')).as('until')])
    .execute()
  return new Map(rows.map(({ post_id, until }) => [post_id, instantOf(until)]))
}
