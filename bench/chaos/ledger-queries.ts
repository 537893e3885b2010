import { grouped } from './grouped.ts'
import type { Glance, LedgerDelivery, LedgerEdition, LedgerReader } from './ledger.ts'

/** Asks one statement, the same for every database; numbers come as numbers. */
export type Ask = <Row>(sql: string) => Promise<Row[]>

export function ledgerReader(ask: Ask): LedgerReader {
  return {
    read: async () => ({
      editions: await ask<LedgerEdition>(EDITIONS),
      deliveries: await deliveries(ask),
      suppressed: new Set((await ask<{ key: string }>(SUPPRESSED)).map(({ key }) => key)),
    }),
    glance: async () => {
      const [counts] = await ask<Omit<Glance, 'editions'>>(OPEN)
      if (!counts) throw new Error('a count without a row')
      return { ...counts, editions: await ask<Glance['editions'][number]>(NAMES) }
    },
  }
}

async function deliveries(ask: Ask): Promise<LedgerDelivery[]> {
  const rows = await ask<LedgerDelivery & { variantId: number }>(DELIVERIES)
  const variants = await ask<{ variantId: number; postId: string }>(VARIANTS)
  const posts = grouped(variants, ({ variantId }) => variantId)
  return rows.map(({ variantId, ...row }) => ({
    ...row,
    postIds: posts.get(variantId)?.map(({ postId }) => postId) ?? [],
  }))
}

const EDITIONS = `
  select id, newsletter_id || '/' || number as name, state, candidate_count as "candidateCount",
    (select coalesce(sum(count), 0) from exclusions where edition_id = editions.id) as "excludedCount"
  from editions order by id`

const DELIVERIES = `
  select d.edition_id as "editionId", d.variant_id as "variantId", d.address, d.state, d.reason, d.due_at as "dueAt",
    d.reply_code as "replyCode", d.uncertain_count as "uncertainCount",
    '<' || e.newsletter_id || '.' || e.number || '.' || e.birth || '.' || s.handle || '@chaos.example>' as "messageId"
  from deliveries d join editions e on e.id = d.edition_id join subscribers s on s.id = d.subscriber_id order by d.id`

const VARIANTS = 'select variant_id as "variantId", post_id as "postId" from variant_posts'

const SUPPRESSED = 'select address_key as key from suppressions'

const OPEN = `
  select count(case when d.state in ('queued', 'sending') then 1 end) as untried,
    count(case when d.state = 'deferred' or (d.state = 'uncertain' and d.due_at is not null) then 1 end) as waiting,
    max(case when d.state in ('deferred', 'uncertain') then d.due_at end) as "lastDue",
    count(case when d.state = 'uncertain' and d.due_at is null then 1 end) as held
  from deliveries d join editions e on e.id = d.edition_id where e.state in ('sending', 'settling', 'paused')`

const NAMES = `
  select newsletter_id || '/' || number as name, state, reason from editions where number is not null order by id desc`
