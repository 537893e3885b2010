import type { NewMail } from '../outbox/outbox-mail.ts'
import { millisecondsOf } from './instants.ts'
import { stepMails } from './step-deliveries.ts'
import type { Trx } from './transaction.ts'

/** In the transaction of what the mail tells of, where there is one. */
export async function putMail(trx: Trx, { content, at, ...mail }: NewMail, handle: string): Promise<boolean> {
  const { kind, ...said } = content
  const result = await trx
    .insertInto('outbox')
    .values({
      kind,
      handle,
      content: JSON.stringify(said),
      address: mail.address,
      address_key: mail.addressKey ?? null,
      newsletter_id: mail.newsletter ?? null,
      unique_name: mail.unique ?? null,
      put_at: millisecondsOf(at),
      state: 'queued',
      state_at: millisecondsOf(at),
    })
    .onConflict((conflict) => conflict.column('unique_name').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Calls off what is not on its way to an address: its person left for good, or must not be mailed. */
export async function cancelMails(trx: Trx, addressKey: string, at: number): Promise<void> {
  await stepMails(trx, 'cancelled', { at, due_at: null, reason: 'suppressed' })
    .where('address_key', '=', addressKey)
    .execute()
}
