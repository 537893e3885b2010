import type { Temporal } from 'temporal-polyfill'
import { seeNumbers } from './forgotten-numbers.ts'
import type { GivenNumbers } from './given-numbers.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { type Db, type Trx, write } from './transaction.ts'

/** A live post that became new for a newsletter after its baseline. */
export interface StoredNewPost {
  postId: string
  newAt: Temporal.Instant
  /** Path of the post that vanished when this one appeared with its title or text. */
  movedFrom?: string
}

export interface Adoption {
  /** Ids of posts that count as already sent from now on. */
  adopted: string[]
  /** Ids of posts that are new from now on; one that was new already keeps its time. */
  fresh: string[]
  at: Temporal.Instant
}

export interface NewsletterStore {
  /** Lays the baseline the first time a newsletter is seen: what is live counts as already sent. Undefined later on. */
  ensure(id: string, at: Temporal.Instant, livePostIds: string[]): Promise<{ baseline: number } | undefined>
  /** When its baseline was laid. */
  firstSeenAt(id: string): Promise<Temporal.Instant | undefined>
  newPosts(id: string): Promise<StoredNewPost[]>
  /** Moves the line between what counts as sent and what is new; says how many posts changed sides. */
  adopt(id: string, adoption: Adoption): Promise<{ adopted: number; fresh: number }>
}

export function newsletterStore(db: Db, given: GivenNumbers): NewsletterStore {
  return {
    ensure: (id, at, livePostIds) => write(db, (trx) => layBaseline(trx, id, at, livePostIds)),
    firstSeenAt: (id) => firstSeenAt(db, id),
    newPosts: (id) => newPosts(db, id),
    adopt: (id, adoption) =>
      write(db, async (trx) => {
        await seeNumbers(trx, id, given)
        return {
          adopted: await moveLine(trx, id, adoption.adopted, null),
          fresh: await moveLine(trx, id, adoption.fresh, millisecondsOf(adoption.at)),
        }
      }),
  }
}

async function layBaseline(
  trx: Trx,
  id: string,
  at: Temporal.Instant,
  livePostIds: string[],
): Promise<{ baseline: number } | undefined> {
  const first = await trx
    .insertInto('newsletters')
    .values({ id, first_seen_at: millisecondsOf(at) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (first.numInsertedOrUpdatedRows !== 1n) return undefined
  return { baseline: await moveLine(trx, id, livePostIds, null) }
}

async function firstSeenAt(db: Db, id: string): Promise<Temporal.Instant | undefined> {
  const row = await db.selectFrom('newsletters').select('first_seen_at').where('id', '=', id).executeTakeFirst()
  return row && instantOf(row.first_seen_at)
}

async function newPosts(db: Db, newsletter: string): Promise<StoredNewPost[]> {
  const rows = await db
    .selectFrom('newsletter_posts')
    .innerJoin('posts', 'posts.id', 'newsletter_posts.post_id')
    .where('newsletter_id', '=', newsletter)
    .where('new_at', 'is not', null)
    .where('live', '=', 1)
    .select(['post_id', 'moved_from'])
    .select((eb) => eb.ref('new_at').$notNull().as('new_at'))
    .orderBy('new_at')
    .orderBy('post_id')
    .execute()
  return rows.map((row) => ({
    postId: row.post_id,
    newAt: instantOf(row.new_at),
    movedFrom: row.moved_from ?? undefined,
  }))
}

/** Puts posts on one side of a newsletter's line: `newAt` null counts as sent. Returns how many were not there yet. */
async function moveLine(trx: Trx, newsletter: string, postIds: string[], newAt: number | null): Promise<number> {
  let moved = 0
  for (const postId of postIds) {
    const result = await trx
      .insertInto('newsletter_posts')
      .values({ newsletter_id: newsletter, post_id: postId, new_at: newAt })
      .onConflict((conflict) =>
        conflict
          .columns(['newsletter_id', 'post_id'])
          .doUpdateSet({ new_at: newAt })
          .where('newsletter_posts.new_at', newAt === null ? 'is not' : 'is', null),
      )
      .executeTakeFirst()
    moved += Number(result.numInsertedOrUpdatedRows)
  }
  return moved
}
