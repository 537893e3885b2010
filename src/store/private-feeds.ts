import { sql } from 'kysely'
import type { PrivateFeed } from '../feeds/private-feed.ts'
import type { Actor } from '../subscribers/actor.ts'
import { countsAsSent } from './marked-as-sent.ts'
import { cancelOpen } from './open-deliveries.ts'
import { sinceOf } from './since.ts'
import { stepSubscriptions } from './step-subscriptions.ts'
import { type Db, snapshot, type Trx } from './transaction.ts'

/** `not`: there is no such subscription, or it may not follow what it is. */
export type FeedMoveOutcome = 'done' | 'not'

/**
 * From mails to the feed: what was due by mail and did not come is in the feed, and what is queued is called off.
 *
 * @param at epoch milliseconds
 */
export async function moveToFeed(trx: Trx, handle: string, at: number, source: Actor): Promise<FeedMoveOutcome> {
  const moved = await stepSubscriptions(trx, 'by-feed', {
    from: ['active', 'paused'],
    at,
    feed_since: sql<number>`coalesce(feed_since, since)`,
  })
    .where('handle', '=', handle)
    .returning(['subscriber_id', 'newsletter_id'])
    .executeTakeFirst()
  if (!moved) return 'not'
  await trx
    .insertInto('consents')
    .values({ ...moved, action: 'by-feed', at, source })
    .execute()
  await cancelOpen(trx, { subscriberId: moved.subscriber_id, newsletter: moved.newsletter_id }, 'by-feed', at)
  return 'done'
}

/** From the feed to mails: what becomes new from now on comes by mail; the feed keeps what it had. */
export async function moveToMail(trx: Trx, handle: string, at: number, source: Actor): Promise<FeedMoveOutcome> {
  const moved = await stepSubscriptions(trx, 'active', { from: ['by-feed'], at })
    .where('handle', '=', handle)
    .returning(['id', 'subscriber_id', 'newsletter_id'])
    .executeTakeFirst()
  if (!moved) return 'not'
  const { id, ...person } = moved
  const since = await sinceOf(trx, person.newsletter_id, at)
  await trx.updateTable('subscriptions').set({ since }).where('id', '=', id).execute()
  await trx
    .insertInto('consents')
    .values({ ...person, action: 'by-mail', at, source })
    .execute()
  return 'done'
}

/** Undefined where nobody ever read it by feed. */
export function privateFeedOf(db: Db, handle: string): Promise<PrivateFeed | undefined> {
  return snapshot(db, async (trx) => {
    const row = await trx
      .selectFrom('subscriptions')
      .selectAll()
      .where('handle', '=', handle)
      .where(({ or, eb }) => or([eb('state', '=', 'by-feed'), eb('feed_since', 'is not', null)]))
      .executeTakeFirst()
    if (!row) return undefined
    const entries = await trx
      .selectFrom('newsletter_posts as n')
      .innerJoin('posts as p', 'p.id', 'n.post_id')
      .select('p.entry_id')
      .where('n.newsletter_id', '=', row.newsletter_id)
      .where('n.new_at', '>', row.feed_since ?? row.since)
      .$if(row.state !== 'by-feed', (query) => query.where('n.new_at', '<=', row.since))
      .where('p.live', '=', 1)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('deliveries as d')
              .innerJoin('variant_posts as v', 'v.variant_id', 'd.variant_id')
              .innerJoin('editions as e', 'e.id', 'd.edition_id')
              .select('d.id')
              .whereRef('v.post_id', '=', 'n.post_id')
              .where('d.subscriber_id', '=', row.subscriber_id)
              .where('e.transport', '=', 'smtp')
              .where(countsAsSent('d')),
          ),
        ),
      )
      .orderBy('n.new_at', 'desc')
      .limit(MOST)
      .execute()
    return {
      newsletter: row.newsletter_id,
      topics: JSON.parse(row.topics) as string[],
      isOver: row.state === 'unsubscribed',
      entryIds: entries.map(({ entry_id }) => entry_id),
    }
  })
}

/** A feed's documents hold fewer. */
const MOST = 1_000
