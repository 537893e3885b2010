import { sql } from 'kysely'
import type { CancelReason, DeliveryState } from '../deliveries/delivery.ts'
import type { Trx } from './transaction.ts'

/** What can still be called off. One that is being sent cannot; record() looks again when it comes back. */
export const CANCELLABLE: DeliveryState[] = ['queued', 'deferred', 'uncertain']

/** One person's deliveries, of one newsletter or of all, or one edition's. */
export type OpenDeliveries = { subscriberId: number; newsletter?: string } | { editionId: number }

/** Calls off what is open; says how many. */
export async function cancelOpen(trx: Trx, which: OpenDeliveries, reason: CancelReason, at: number): Promise<number> {
  let query = trx
    .updateTable('deliveries')
    .set({ state: 'cancelled', reason, state_at: at, due_at: null })
    .where('state', 'in', CANCELLABLE)
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
  await sql`
    update deliveries
    set state = 'cancelled', state_at = ${at}, due_at = null, reason = (
      select case
        when s.state <> 'active' then 'unsubscribed'
        when x.address_key is not null then 'suppressed'
        else 'edition'
      end
      from subscriptions s
      join subscribers p on p.id = s.subscriber_id
      left join suppressions x on x.address_key = p.address_key
      where s.id = deliveries.subscription_id
    )
    where id in (${sql.join(deliveryIds)}) and state in (${sql.join(CANCELLABLE)}) and ${isForsaken}
  `.execute(trx)
}
