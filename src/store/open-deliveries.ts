import { sql } from 'kysely'
import type { CancelReason } from '../deliveries/delivery.ts'
import { stepDeliveries } from './step-deliveries.ts'
import type { Trx } from './transaction.ts'

/** One person's deliveries, of one newsletter or of all, or one edition's. */
export type OpenDeliveries = { subscriberId: number; newsletter?: string } | { editionId: number }

/** Calls off what is open; says how many. What is being sent cannot be; record() looks again when it comes back. */
export async function cancelOpen(trx: Trx, which: OpenDeliveries, reason: CancelReason, at: number): Promise<number> {
  let query = stepDeliveries(trx, 'cancelled', { at, reason, due_at: null })
  if ('editionId' in which) {
    query = query.where('edition_id', '=', which.editionId)
  } else {
    query = query.where('subscriber_id', '=', which.subscriberId)
    const { newsletter } = which
    if (newsletter !== undefined)
      query = query.where('edition_id', 'in', (eb) =>
        eb.selectFrom('editions').select('id').where('newsletter_id', '=', newsletter),
      )
  }
  const result = await query.executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** Is nobody to get this delivery any more? A condition on a row of `deliveries`. */
export const isForsaken = sql<boolean>`(
  exists (select 1 from subscriptions s where s.id = deliveries.subscription_id and s.state <> 'active')
  or exists (
    select 1 from subscribers p join suppressions x on x.address_key = p.address_key
    where p.id = deliveries.subscriber_id
  )
  or exists (select 1 from editions e where e.id = deliveries.edition_id and e.state = 'cancelled')
)`

/**
 * Calls off those of these deliveries that came back open (deferred, uncertain, queued again) after their person left,
 * their address was suppressed or their edition was cancelled while they were being sent.
 */
export async function cancelForsaken(trx: Trx, deliveryIds: number[], at: number): Promise<void> {
  if (deliveryIds.length === 0) return
  const reason = sql<CancelReason>`(
    select case
      when s.state in ('paused', 'by-feed') then s.state
      when s.state <> 'active' then 'unsubscribed'
      when x.address_key is not null then 'suppressed'
      else 'edition'
    end
    from subscriptions s
    join subscribers p on p.id = s.subscriber_id
    left join suppressions x on x.address_key = p.address_key
    where s.id = deliveries.subscription_id
  )`
  await stepDeliveries(trx, 'cancelled', { at, reason, due_at: null })
    .where('id', 'in', deliveryIds)
    .where(isForsaken)
    .execute()
}
