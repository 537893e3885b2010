import type { Confirmation, Confirmed, SignUp } from '../subscribers/sign-up.ts'
import { liftErasure } from './erasures.ts'
import { millisecondsOf } from './instants.ts'
import { putMail } from './put-mail.ts'
import { signUpOf } from './sign-up-rows.ts'
import { beginOrReturn, subscriberIdOf, subscriptionOf } from './subscribe.ts'
import { evidenceColumns } from './subscriber-rows.ts'
import { isSuppressed } from './suppress.ts'
import type { Trx } from './transaction.ts'

/** Whoever gets a newsletter already goes on as they chose; who left or pauses comes back by what they ask for now. */
export async function confirmSignUp(
  trx: Trx,
  handle: string,
  confirmation: Confirmation,
  newId: () => string,
): Promise<Confirmed> {
  const row = await trx.selectFrom('sign_ups').selectAll().where('handle', '=', handle).executeTakeFirst()
  if (!row) return 'unknown'
  const signUp = signUpOf(row)
  if (await isSuppressed(trx, signUp.key)) return 'suppressed'
  const at = millisecondsOf(confirmation.at)
  const isFirst = row.confirmed_at === null
  // The owner's own word, and nobody else's: a sign-up from before was erased with them.
  if (isFirst) await liftErasure(trx, signUp.key, at, 'link')
  if (isFirst) await trx.updateTable('sign_ups').set({ confirmed_at: at }).where('id', '=', row.id).execute()
  const subscriberId = await subscriberIdOf(trx, { ...signUp, at: confirmation.at }, newId)
  if (isFirst)
    await trx.updateTable('subscribers').set({ language: signUp.language }).where('id', '=', subscriberId).execute()
  const subscriptions: Exclude<Confirmed, string>['subscriptions'] = []
  for (const newsletter of signUp.newsletters) {
    const known = await subscriptionOf(trx, subscriberId, newsletter)
    if (known?.state === 'active') subscriptions.push({ newsletter, handle: known.handle, began: false })
    // A second press brings nobody back who left since.
    const choice = confirmation.choices.get(newsletter)
    if (known?.state === 'active' || !isFirst || !choice) continue
    const own = await beginOrReturn(trx, { ...choice, subscriberId, newsletter, known, at: confirmation.at }, newId)
    const names = { subscriber_id: subscriberId, newsletter_id: newsletter }
    await consent(trx, signUp, names, known ? 'resubscribed' : 'subscribed', confirmation)
    subscriptions.push({ newsletter, handle: own, began: true })
  }
  await putWelcome(trx, signUp, subscriptions, confirmation, newId())
  return { subscriptions, language: signUp.language, address: signUp.address }
}

/** With what began, in the transaction that began it. */
async function putWelcome(
  trx: Trx,
  { address, key: addressKey }: SignUp,
  subscriptions: Exclude<Confirmed, string>['subscriptions'],
  { at }: Confirmation,
  handle: string,
): Promise<void> {
  const began = subscriptions.filter((subscription) => subscription.began)
  if (began.length === 0) return
  const content = { kind: 'welcome' as const, subscriptions: began.map((subscription) => subscription.handle) }
  await putMail(trx, { content, address, addressKey, newsletter: began[0]?.newsletter, at }, handle)
}

/** That they asked by a form, and that the address's owner pressed the button of its mail. */
async function consent(
  trx: Trx,
  { form, wording, language, network, at }: SignUp,
  names: { subscriber_id: number; newsletter_id: string },
  action: 'subscribed' | 'resubscribed',
  confirmation: Confirmation,
): Promise<void> {
  const asked = {
    ...{ action, at: millisecondsOf(at), source: 'form' },
    ...evidenceColumns({ form, wording, language, network }),
  }
  const confirmed = {
    ...{ action: 'confirmed' as const, at: millisecondsOf(confirmation.at), source: 'link' },
    ...evidenceColumns({ wording, language, network: confirmation.network }),
  }
  await trx
    .insertInto('consents')
    .values([
      { ...names, ...asked },
      { ...names, ...confirmed },
    ])
    .execute()
}
