import { sql } from 'kysely'
import type { Actor } from '../subscribers/actor.ts'
import { type Erased, erasedKey, erasureHash } from '../subscribers/erasure.ts'
import { recordErasure } from './erasures.ts'
import { settledHashKey } from './hash-keys.ts'
import { cancelOpen } from './open-deliveries.ts'
import { cancelMails } from './put-mail.ts'
import { stepSubscriptions } from './step-subscriptions.ts'
import { ownHourColumns } from './subscriber-rows.ts'
import type { Trx } from './transaction.ts'

/** How somebody is erased: when, and by whom. */
interface Erasing {
  at: number
  source: Actor
}

/**
 * Takes a person out of the database. What counts stays, without them: a row with no address and no name, whose subscriptions
 * have ended; deliveries with their states; consents with their times. Of the address a keyed hash is kept.
 */
export async function eraseAddress(trx: Trx, addressKey: string, erasing: Erasing): Promise<Erased> {
  const hash = erasureHash(await settledHashKey(trx, 'erasure_key'), addressKey)
  const subscriber = await trx
    .selectFrom('subscribers')
    .select('id')
    .where('address_key', '=', addressKey)
    .executeTakeFirst()
  const person = subscriber ? await erasePerson(trx, subscriber.id, erasing) : NOBODY
  const wasSuppressed = await eraseSuppressions(trx, addressKey, hash)
  const otherMails = await eraseMails(trx, addressKey, erasing.at)
  const { numDeletedRows } = await trx.deleteFrom('sign_ups').where('address_key', '=', addressKey).executeTakeFirst()
  const signUps = Number(numDeletedRows)
  await trx
    .deleteFrom('address_changes')
    .where(({ or, eb }) => or([eb('address_key', '=', addressKey), eb('subscriber_id', '=', subscriber?.id ?? 0)]))
    .execute()
  const isKnown = subscriber !== undefined || wasSuppressed || otherMails + signUps > 0
  const erased: Erased = { isKnown, ...person, signUps, otherMails, wasSuppressed }
  await recordErasure(trx, hash, erasing.at, erasing.source, erased)
  return erased
}

const NOBODY = { subscriptions: 0, consents: 0, deliveries: 0, cancelled: 0 }

async function erasePerson(trx: Trx, id: number, { at, source }: Erasing): Promise<typeof NOBODY> {
  const cancelled = await cancelOpen(trx, { subscriberId: id }, 'unsubscribed', at)
  const ended = await stepSubscriptions(trx, 'unsubscribed', { at })
    .where('subscriber_id', '=', id)
    .returning('newsletter_id')
    .execute()
  const all = await trx
    .updateTable('subscriptions')
    .set({ topics: '[]' })
    .where('subscriber_id', '=', id)
    .executeTakeFirst()
  const consents = await trx
    .updateTable('consents')
    .set({ source: WITHOUT_WORDS, form: null, network: null, network_hash: null })
    .where('subscriber_id', '=', id)
    .executeTakeFirst()
  for (const { newsletter_id } of ended)
    await trx
      .insertInto('consents')
      .values({ subscriber_id: id, newsletter_id, action: 'removed', at, source })
      .execute()
  // What a server answered often repeats the address.
  const deliveries = await trx
    .updateTable('deliveries')
    .set({ address: '', reply_text: null, error: null })
    .where('subscriber_id', '=', id)
    .executeTakeFirst()
  await trx.updateTable('reports').set({ reply: null }).where('subscriber_id', '=', id).execute()
  await trx
    .updateTable('subscribers')
    .set({ address: '', address_key: erasedKey(id), name: null, language: null, ...ownHourColumns(null) })
    .where('id', '=', id)
    .execute()
  return {
    subscriptions: Number(all.numUpdatedRows),
    consents: Number(consents.numUpdatedRows),
    deliveries: Number(deliveries.numUpdatedRows),
    cancelled,
  }
}

/** Who said it, without what they or a file's name said besides. */
const WITHOUT_WORDS = sql<string>`case
  when source in ('cli', 'one-click', 'web', 'form', 'link') then source
  when source like 'cli:%' then 'cli'
  when source like 'import %' then 'import'
  else '' end`

/** The keyed hash keeps the address out from now on; the record of how it was suppressed stays, under that. */
async function eraseSuppressions(trx: Trx, addressKey: string, hash: string): Promise<boolean> {
  const suppressed = await trx.deleteFrom('suppressions').where('address_key', '=', addressKey).executeTakeFirst()
  const steps = await trx
    .updateTable('suppression_steps')
    .set({ address_key: hash, source: WITHOUT_WORDS, note: null })
    .where('address_key', '=', addressKey)
    .executeTakeFirst()
  return suppressed.numDeletedRows > 0n || steps.numUpdatedRows > 0n
}

/** Confirmations and the like. Of what is being sent at this moment its worker has all that it needs; it goes no second time. */
async function eraseMails(trx: Trx, addressKey: string, at: number): Promise<number> {
  await cancelMails(trx, addressKey, at)
  const mails = await trx
    .updateTable('outbox')
    .set({ address: '', address_key: null, content: '{}', unique_name: null, reply_text: null, error: null })
    .where('address_key', '=', addressKey)
    .executeTakeFirst()
  return Number(mails.numUpdatedRows)
}
