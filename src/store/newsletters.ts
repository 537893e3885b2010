import type { Temporal } from 'temporal-polyfill'
import type { Adoption, KnownNews } from '../editions/keep-back.ts'
import type { Waiting } from '../editions/quiet.ts'
import { seeNumbers } from './forgotten-numbers.ts'
import type { GivenNumbers } from './given-numbers.ts'
import { instantOf, millisecondsOf } from './instants.ts'
import { closeGap } from './planned.ts'
import { endWaiting, noteSchedules, noteWaiting, scheduledSince, waitingOf } from './schedules.ts'
import { type Db, type Trx, write } from './transaction.ts'

export interface NewsletterStore {
  /** Lays the baseline the first time a newsletter is seen: what is live counts as already sent. Undefined later on. */
  ensure(id: string, at: Temporal.Instant, livePostIds: string[]): Promise<{ baseline: number } | undefined>
  /** When its baseline was laid. */
  firstSeenAt(id: string): Promise<Temporal.Instant | undefined>
  /** Writes down by which expression each cadence is scheduled now: one that is new or changed is so since `at`. */
  noteSchedules(id: string, expressions: Record<string, string>, at: Temporal.Instant): Promise<void>
  /** Since when a cadence is scheduled as it is; undefined where that was never written down. */
  scheduledSince(id: string, cadence: string): Promise<Temporal.Instant | undefined>
  /** What a cadence that starts on publication waited for when somebody last looked. */
  waiting(id: string, cadence: string): Promise<Waiting | undefined>
  /** Writes down what it waits for now: hashes by the posts' ids. */
  noteWaiting(id: string, cadence: string, posts: Waiting['posts'], now: Temporal.Instant): Promise<Waiting | undefined>
  /** What waited since then starts nothing any more. */
  endWaiting(id: string, cadence: string, since: Temporal.Instant): Promise<void>
  /** The oldest first. */
  newPosts(id: string): Promise<KnownNews[]>
  /** Ids of the posts on either side of its line; undefined where it was never seen, and has none. */
  knownPosts(id: string): Promise<ReadonlySet<string> | undefined>
  /** Writes down why posts were left out; gives the ids of those of which it was not said before. */
  noteLeftOut(id: string, leftOut: { postId: string; because: string }[]): Promise<string[]>
  /** Moves the line between what counts as sent and what is new; says how many posts changed sides. */
  adopt(id: string, adoption: Adoption): Promise<{ adopted: number; fresh: number }>
}

export function newsletterStore(db: Db, given: GivenNumbers): NewsletterStore {
  return {
    ensure: (id, at, livePostIds) => write(db, (trx) => layBaseline(trx, id, at, livePostIds)),
    firstSeenAt: (id) => firstSeenAt(db, id),
    noteSchedules: (id, expressions, at) => noteSchedules(db, id, expressions, millisecondsOf(at)),
    scheduledSince: (id, cadence) => scheduledSince(db, id, cadence),
    waiting: (id, cadence) => waitingOf(db, id, cadence),
    noteWaiting: (id, cadence, posts, now) => noteWaiting(db, id, cadence, posts, now),
    endWaiting: (id, cadence, since) => write(db, (trx) => endWaiting(trx, id, cadence, millisecondsOf(since))),
    newPosts: (id) => newPosts(db, id),
    knownPosts: async (id) => ((await firstSeenAt(db, id)) ? knownPosts(db, id) : undefined),
    noteLeftOut: (id, leftOut) => write(db, (trx) => noteLeftOut(trx, id, leftOut)),
    adopt: (id, adoption) =>
      write(db, async (trx) => {
        await seeNumbers(trx, id, given)
        await closeGap(trx, id)
        return {
          adopted: await moveLine(trx, id, adoption.adopted, null),
          fresh: await moveLine(
            trx,
            id,
            adoption.fresh,
            await afterSubscriptions(trx, id, millisecondsOf(adoption.at)),
          ),
        }
      }),
  }
}

/** Whoever is subscribed now subscribed before what is news from now on, whatever the clock says. */
async function afterSubscriptions(trx: Trx, newsletter: string, at: number): Promise<number> {
  const { latest } = await trx
    .selectFrom('subscriptions')
    .select(({ fn }) => fn.max('since').as('latest'))
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirstOrThrow()
  return Math.max(at, (latest ?? 0) + 1)
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

async function newPosts(db: Db, newsletter: string): Promise<KnownNews[]> {
  const rows = await db
    .selectFrom('newsletter_posts')
    .innerJoin('posts', 'posts.id', 'newsletter_posts.post_id')
    .where('newsletter_id', '=', newsletter)
    .where(({ or, eb }) => or([eb('new_at', 'is not', null), eb('adopted_from', 'is not', null)]))
    .select(['post_id', 'title', 'path', 'published_at', 'live', 'new_at', 'moved_from', 'released_at', 'left_out'])
    .select(({ fn }) => fn.coalesce('new_at', 'adopted_from').$notNull().as('became_new_at'))
    .orderBy('became_new_at')
    .orderBy('post_id')
    .execute()
  return rows.map((row) => ({
    postId: row.post_id,
    title: row.title,
    path: row.path,
    publishedAt: instantOf(row.published_at),
    live: row.live === 1,
    becameNewAt: instantOf(row.became_new_at),
    adopted: row.new_at === null,
    released: row.released_at !== null,
    movedFrom: row.moved_from ?? undefined,
    leftOut: row.left_out ?? undefined,
  }))
}

async function knownPosts(db: Db, newsletter: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('newsletter_posts')
    .select('post_id')
    .where('newsletter_id', '=', newsletter)
    .execute()
  return new Set(rows.map(({ post_id }) => post_id))
}

async function noteLeftOut(
  trx: Trx,
  newsletter: string,
  leftOut: { postId: string; because: string }[],
): Promise<string[]> {
  const said = await trx
    .selectFrom('newsletter_posts')
    .select(['post_id', 'left_out'])
    .where('newsletter_id', '=', newsletter)
    .where('left_out', 'is not', null)
    .execute()
  const before = new Map(said.map(({ post_id, left_out }) => [post_id, left_out]))
  const now = new Map(leftOut.map(({ postId, because }) => [postId, because]))
  const unsaid = [...now].filter(([postId, because]) => before.get(postId) !== because)
  for (const [postId, because] of unsaid) {
    await trx
      .updateTable('newsletter_posts')
      .set({ left_out: because })
      .where('newsletter_id', '=', newsletter)
      .where('post_id', '=', postId)
      .execute()
  }
  return unsaid.map(([postId]) => postId)
}

/**
 * Puts posts on one side of a newsletter's line: `newAt` null counts as sent. What was new already is new from now on, so
 * that it reaches those too who came since. Returns how many were not on that side yet.
 */
async function moveLine(trx: Trx, newsletter: string, postIds: string[], newAt: number | null): Promise<number> {
  let moved = 0
  const rows = await trx
    .selectFrom('newsletter_posts')
    .select(['post_id', 'new_at', 'adopted_from'])
    .where('newsletter_id', '=', newsletter)
    .execute()
  const known = new Map(rows.map((row) => [row.post_id, row]))
  for (const postId of postIds) {
    const before = known.get(postId)
    const side =
      newAt === null
        ? { new_at: null, adopted_from: before?.new_at ?? before?.adopted_from ?? null, released_at: null }
        : { new_at: newAt, adopted_from: null, released_at: newAt }
    await trx
      .insertInto('newsletter_posts')
      .values({ newsletter_id: newsletter, post_id: postId, left_out: null, ...side })
      .onConflict((conflict) => conflict.columns(['newsletter_id', 'post_id']).doUpdateSet({ left_out: null, ...side }))
      .execute()
    const wasThere = before !== undefined && (before.new_at === null) === (newAt === null)
    if (!wasThere) moved++
  }
  return moved
}
