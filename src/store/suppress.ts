import type { SuppressionReason } from '../subscribers/subscriber.ts'
import { cancelOpen } from './open-deliveries.ts'
import type { Trx } from './transaction.ts'

/** A suppression about to be written; `at` in epoch milliseconds. */
export interface NewSuppression {
  addressKey: string
  reason: SuppressionReason
  at: number
  note?: string
}

/** Stops all mail to an address, also what is queued now. False when it was suppressed before: the first reason stays. */
export async function suppressAddress(trx: Trx, { addressKey, reason, at, note }: NewSuppression): Promise<boolean> {
  const result = await trx
    .insertInto('suppressions')
    .values({ address_key: addressKey, reason, at, note: note ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  const subscriber = await trx
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', addressKey)
    .executeTakeFirst()
  if (subscriber) await cancelOpen(trx, { subscriberId: subscriber.id }, 'suppressed', at)
  return result.numInsertedOrUpdatedRows === 1n
}
