import { sql } from 'kysely'
import { type DeliveryState, MAX_UNCERTAIN_RESENDS } from '../deliveries/delivery.ts'
import { countsAsSent } from './marked-as-sent.ts'
import { cancelForsaken, isForsaken } from './open-deliveries.ts'
import { stepDeliveries, stepMails } from './step-deliveries.ts'
import { sendAgain } from './step-edition.ts'
import type { Db, Trx } from './transaction.ts'

/** `hold`: an operator settles what may have been sent. */
export type UncertainPolicy = 'resend' | 'hold'

const FAILED: DeliveryState[] = ['rejected', 'expired']

/** Is the worker that was sending it over? A condition on a row of `deliveries` or `outbox`. */
const isInterrupted = sql<boolean>`(worker_id is null or worker_id not in (select id from workers))`

/**
 * What workers that are over were sending when they ended: it may have arrived, so it is uncertain. Sent again at once,
 * unless that was done often enough already or the policy is to hold. Says how many.
 */
export async function settleInterrupted(trx: Trx, policy: UncertainPolicy, at: number): Promise<number> {
  const resends = policy === 'hold' ? 0 : MAX_UNCERTAIN_RESENDS
  const rows = await stepDeliveries(trx, 'uncertain', interrupted(resends, at))
    .where(isInterrupted)
    .where('edition_id', 'in', (eb) =>
      eb.selectFrom('editions').select('id').where('state', 'in', ['sending', 'paused', 'settling', 'cancelled']),
    )
    .returning('id')
    .execute()
  await cancelForsaken(
    trx,
    rows.map(({ id }) => id),
    at,
  )
  return rows.length + (await settleInterruptedMails(trx, at))
}

/** Who asked to confirm an address waits for that mail: whatever the policy, it goes again. */
async function settleInterruptedMails(trx: Trx, at: number): Promise<number> {
  const result = await stepMails(trx, 'uncertain', interrupted(MAX_UNCERTAIN_RESENDS, at))
    .where(isInterrupted)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** From `sending`, and due again at once unless it was sent again so often already. */
function interrupted(resends: number, at: number) {
  return {
    from: ['sending'] satisfies DeliveryState[],
    at,
    due_at: sql<number | null>`case when uncertain_count < ${resends} then cast(${at} as bigint) end`,
    uncertain_count: sql<number>`uncertain_count + 1`,
    error: 'The sender ended before the server had answered.',
  }
}

/**
 * An operator has an edition's failed (rejected, expired) or held uncertain deliveries sent once more, but not to who
 * left or was suppressed, nor what failed and came by another edition since. An edition that was over goes on with them, in the same transaction: a crash between the two
 * would leave them open for ever. Says how many.
 */
export async function reopen(trx: Trx, editionId: number, which: 'failed' | 'uncertain', at: number): Promise<number> {
  const again =
    which === 'failed'
      ? stepDeliveries(trx, 'queued', { from: FAILED, at, due_at: null, attempts: 0, first_at: null }).where(
          sql<boolean>`not ${cameOtherwise}`,
        )
      : trx.updateTable('deliveries').set({ due_at: at }).where('state', '=', 'uncertain').where('due_at', 'is', null)
  const result = await again
    .where('edition_id', '=', editionId)
    .where(sql<boolean>`not ${isForsaken}`)
    .executeTakeFirst()
  const count = Number(result.numUpdatedRows)
  if (count > 0) await sendAgain(trx, editionId, at)
  return count
}

/** Why what failed is not sent again. */
export type StaysOut = 'suppressed' | 'left' | 'paused' | 'by-feed' | 'had-it' | 'cancelled'

/** What of an edition failed and would not be sent again, counted by why. */
export async function stayingOut(db: Db, editionId: number): Promise<Partial<Record<StaysOut, number>>> {
  const why = sql<StaysOut>`case
    when exists (
      select 1 from subscribers p join suppressions x on x.address_key = p.address_key
      where p.id = deliveries.subscriber_id
    ) then 'suppressed'
    when exists (select 1 from subscriptions s where s.id = deliveries.subscription_id and s.state = 'paused') then 'paused'
    when exists (select 1 from subscriptions s where s.id = deliveries.subscription_id and s.state = 'by-feed') then 'by-feed'
    when exists (select 1 from subscriptions s where s.id = deliveries.subscription_id and s.state <> 'active') then 'left'
    when ${isForsaken} then 'cancelled'
    else 'had-it'
  end`
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => [why.as('why'), fn.countAll<number>().as('count')])
    .where('edition_id', '=', editionId)
    .where('state', 'in', FAILED)
    .where(sql<boolean>`(${isForsaken} or ${cameOtherwise})`)
    .groupBy('why')
    .orderBy('why')
    .execute()
  return Object.fromEntries(rows.map((row) => [row.why, row.count]))
}

/** Was any of its posts sent to its person by another edition? What a capture mailbox took is nothing to a real server. */
export const cameOtherwise = sql<boolean>`exists (
  select 1
  from variant_posts own
  join variant_posts same on same.post_id = own.post_id
  join deliveries other on other.variant_id = same.variant_id
  join editions e on e.id = other.edition_id
  where own.variant_id = deliveries.variant_id
    and other.subscriber_id = deliveries.subscriber_id
    and other.edition_id <> deliveries.edition_id
    and (e.transport = 'smtp' or exists (
      select 1 from editions own where own.id = deliveries.edition_id and own.transport = e.transport and own.repeats = 0
    ))
    and ${countsAsSent('other')}
)`

/** An operator says what became of the uncertain deliveries that are held. Says how many. */
export async function settleHeldUncertain(
  trx: Trx,
  editionId: number,
  as: 'accepted' | 'rejected',
  at: number,
): Promise<number> {
  const result = await stepDeliveries(trx, as, { from: ['uncertain'], at, reason: 'operator' })
    .where('edition_id', '=', editionId)
    .where('due_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}
