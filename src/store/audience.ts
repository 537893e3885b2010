import { sql } from 'kysely'
import type { AudienceQuery, EditionPost } from '../editions/audience.ts'
import { MAX_POSTS } from '../editions/due.ts'
import { maskOf } from '../editions/mask.ts'
import { engineOf } from './engine.ts'
import { millisecondsOf } from './instants.ts'
import { countsAsSent } from './marked-as-sent.ts'
import type { Trx } from './transaction.ts'

/**
 * Works out, for each active subscription of a newsletter and cadence, which of the posts are due to it, into the
 * temporary table `audience`, and lets `use` read it: `reason` is null for who gets a mail. One statement for all of
 * them, so that a million takes seconds and no memory. A post is due if
 * it became new after `since`, matches the topics, and was not sent to that person before.
 */
export async function withAudience<T>(trx: Trx, query: AudienceQuery, use: () => Promise<T>): Promise<T> {
  if (query.posts.length > MAX_POSTS) throw new RangeError(`An edition holds at most ${MAX_POSTS} posts.`)
  const fill = async () => {
    await fillTopics(trx, query)
    await fillAudience(trx, query)
    if (query.planId !== undefined) await holdToPlan(trx, query.planId)
  }
  return whileInAudience(trx, fill, use)
}

/** Fills the temporary table `audience`, and lets `use` read it. */
export async function whileInAudience<T>(trx: Trx, fill: () => Promise<unknown>, use: () => Promise<T>): Promise<T> {
  await makeTables(trx)
  await fill()
  await engineOf(trx).analyze(trx, 'audience')
  const result = await use()
  await emptyTables(trx)
  return result
}

/** Made once for each connection, since a table that comes or goes makes SQLite prepare every statement anew. */
async function makeTables(trx: Trx): Promise<void> {
  await sql`create temporary table if not exists audience_topics (topics text primary key, mask bigint not null)`.execute(
    trx,
  )
  await sql`create temporary table if not exists audience_hours (
    own_hour bigint not null, timezone text not null, due_at bigint not null, primary key (own_hour, timezone)
  )`.execute(trx)
  await sql`create temporary table if not exists audience (
    subscriber_id ${sql.raw(engineOf(trx).temporaryKey)}, subscription_id bigint, mask bigint not null, reason text,
    waits bigint not null default 0
  )`.execute(trx)
}

/** A use that failed was rolled back, and so left nothing behind either. */
async function emptyTables(trx: Trx): Promise<void> {
  await sql`delete from audience`.execute(trx)
  await sql`delete from audience_topics`.execute(trx)
  await sql`delete from audience_hours`.execute(trx)
}

/** Which posts each set of topics allows: worked out once for each set that anybody has. */
async function fillTopics(trx: Trx, query: AudienceQuery): Promise<void> {
  const { newsletter, cadence, posts, matchesTopics } = query
  const rows = await trx
    .selectFrom('subscriptions')
    .select('topics')
    .distinct()
    .where('newsletter_id', '=', newsletter)
    .where('cadence', '=', cadence)
    .where(isCounted(query))
    .execute()
  for (const { topics } of rows) {
    const wanted = JSON.parse(topics) as string[]
    const mask = maskWhere(posts, ({ tags }) => matchesTopics(wanted, tags))
    await trx.insertInto('audience_topics').values({ topics, mask }).execute()
  }
}

async function fillAudience(trx: Trx, query: AudienceQuery): Promise<void> {
  await sql`
    insert into audience (subscriber_id, subscription_id, mask, reason)
    select subscriber_id, id, newer & wanted & ~had,
      case
        when is_suppressed then 'suppressed'
        when newer & wanted & ~had <> 0 then null
        when had <> 0 then 'had-it'
        when newer <> 0 then 'other-topics'
        else ${sql.lit(query.posts.length > 0 ? 'subscribed-later' : 'nothing-due')}
      end
    from (
      select s.subscriber_id, s.id, ${newSince(query)} as newer, t.mask as wanted,
        coalesce(sent.mask, 0) as had, x.address_key is not null as is_suppressed
      from subscriptions s
      join subscribers p on p.id = s.subscriber_id
      join audience_topics t on t.topics = s.topics
      left join suppressions x on x.address_key = p.address_key
      left join (${sentBefore(query)}) sent on sent.subscriber_id = s.subscriber_id
      where s.newsletter_id = ${query.newsletter} and s.cadence = ${query.cadence} and ${isCounted(query, 's.')}
        ${query.only === undefined ? sql`` : sql`and p.address_key = ${query.only}`}
    ) candidates
  `.execute(trx)
}

/** Active, or paused until a moment that has passed: see endPauses, which is not called where somebody only looks. */
function isCounted({ lookedAt }: AudienceQuery, table = '') {
  const column = (name: string) => sql.ref(`${table}${name}`)
  if (lookedAt === undefined) return sql<boolean>`${column('state')} = 'active'`
  const isOver = sql`${column('paused_until')} <= ${millisecondsOf(lookedAt)}`
  return sql<boolean>`(${column('state')} = 'active' or (${column('state')} = 'paused' and ${isOver}))`
}

/** As endPauses would set it. */
function sinceOf({ lookedAt }: AudienceQuery) {
  if (lookedAt === undefined) return sql`s.since`
  return sql`(case when s.state = 'paused' and s.paused_until > s.since then s.paused_until else s.since end)`
}

/** Who was not planned waits for the next edition; who was planned gets what was planned, or nothing; who left is counted. */
async function holdToPlan(trx: Trx, planId: string): Promise<void> {
  await sql`
    update audience set reason = case coalesce(
      (select r.mask from plan_recipients r where r.plan_id = ${planId} and r.subscriber_id = audience.subscriber_id), 0)
      when 0 then 'joined-later' when mask then null else 'changed'
    end
    where reason is null
  `.execute(trx)
  await sql`
    insert into audience (subscriber_id, subscription_id, mask, reason)
    select r.subscriber_id, null, 0, 'left'
    from plan_recipients r
    left join audience a on a.subscriber_id = r.subscriber_id
    where r.plan_id = ${planId} and a.subscriber_id is null
  `.execute(trx)
}

/**
 * The mask of posts that became new after a subscription's `since`. The thresholds ascend, so that for all who
 * subscribed before the oldest of the posts, which is nearly everybody, one comparison decides.
 */
function newSince(query: AudienceQuery) {
  const { posts } = query
  const thresholds = [...new Set(posts.flatMap(({ newAt }) => (newAt ? [millisecondsOf(newAt)] : [])))].sort(
    (a, b) => a - b,
  )
  const named = sql.lit(maskWhere(posts, ({ newAt }) => newAt === undefined))
  if (thresholds.length === 0) return named
  const branches = thresholds.map((threshold) => {
    const mask = maskWhere(posts, ({ newAt }) => newAt === undefined || millisecondsOf(newAt) >= threshold)
    return sql`when ${sinceOf(query)} < ${sql.lit(threshold)} then ${sql.lit(mask)}`
  })
  return sql`(case ${sql.join(branches, sql` `)} else ${named} end)`
}

/**
 * Who already got which of the posts, from any newsletter and cadence: subscriber_id, mask. `cross join` holds SQLite to this order: each earlier edition is read once, and
 * not once for each of its variants.
 */
function sentBefore({ posts, transport, repeats }: AudienceQuery) {
  if (posts.length === 0) return sql`select cast(null as bigint) as subscriber_id, 0 as mask where false`
  const bits = posts.map((_, index) => sql.lit(maskOf([index])))
  const counted = countedEditions(transport, repeats)
  return sql`
    with post_bits (post_id, bit) as (
      values ${sql.join(posts.map(({ postId }, index) => sql`(cast(${postId} as text), cast(${bits[index]} as bigint))`))}
    ),
    sent_variants (variant_id, mask) as materialized (
      select vp.variant_id, cast(sum(b.bit) as bigint)
      from post_bits b join variant_posts vp on vp.post_id = b.post_id
      group by vp.variant_id
    )
    select d.subscriber_id, ${sql.join(
      bits.map((bit) => sql`max(sv.mask & ${bit})`),
      sql` + `,
    )} as mask
    from editions e
    cross join deliveries d
    cross join sent_variants sv
    where e.id in (select v.edition_id from variants v join sent_variants s on s.variant_id = v.id) ${counted}
      and d.edition_id = e.id
      and ${countsAsSent('d')}
      and sv.variant_id = d.variant_id
    group by d.subscriber_id
  `
}

/** A condition on the editions whose deliveries count as sent. */
function countedEditions(transport: 'smtp' | 'mailbox', repeats = false) {
  if (transport === 'smtp') return sql`and e.transport = 'smtp'`
  return repeats ? sql`and (e.transport = 'smtp' or e.state in ('sending', 'paused', 'settling'))` : sql``
}

function maskWhere(posts: EditionPost[], holds: (post: EditionPost) => boolean): number {
  return maskOf(posts.flatMap((post, index) => (holds(post) ? [index] : [])))
}
