import type { PrivateFeed } from '../feeds/private-feed.ts'
import { countsAsSent } from './marked-as-sent.ts'
import { type Db, snapshot } from './transaction.ts'

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
