import type { Selectable } from 'kysely'
import type { Confirmation, Confirmed, SignUp } from '../subscribers/sign-up.ts'
import { liftErasure } from './erasures.ts'
import { millisecondsOf } from './instants.ts'
import { putMail } from './put-mail.ts'
import { signUpOf } from './sign-up-rows.ts'
import { sinceOf } from './since.ts'
import { beginSubscriptions, stepSubscriptions } from './step-subscriptions.ts'
import { subscriberIdOf } from './subscribe.ts'
import { evidenceColumns, topicsText } from './subscriber-rows.ts'
import { isSuppressed } from './suppress.ts'
import type { SubscriptionsTable } from './tables.ts'
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
    const own = known?.handle ?? newId()
    await begin(trx, { signUp, newsletter, subscriberId, handle: own, known, choice, confirmation, at })
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

function subscriptionOf(trx: Trx, subscriberId: number, newsletter: string) {
  return trx
    .selectFrom('subscriptions')
    .selectAll()
    .where('subscriber_id', '=', subscriberId)
    .where('newsletter_id', '=', newsletter)
    .executeTakeFirst()
}

interface Beginning {
  signUp: SignUp
  newsletter: string
  subscriberId: number
  handle: string
  known: Selectable<SubscriptionsTable> | undefined
  choice: { cadence: string; topics: string[] }
  confirmation: Confirmation
  at: number
}

async function begin(trx: Trx, beginning: Beginning): Promise<void> {
  const { signUp, newsletter, subscriberId, handle, known, choice, confirmation, at } = beginning
  const chosen = {
    cadence: choice.cadence,
    topics: topicsText(choice.topics),
    since: await sinceOf(trx, newsletter, at),
  }
  const names = { subscriber_id: subscriberId, newsletter_id: newsletter }
  if (known)
    await stepSubscriptions(trx, 'active', { ...chosen, at })
      .where('id', '=', known.id)
      .execute()
  else await beginSubscriptions(trx, [{ handle, ...names, ...chosen, state: 'active', state_at: at }])
  const { form, wording, language } = signUp
  const asked = {
    action: known ? ('resubscribed' as const) : ('subscribed' as const),
    at: millisecondsOf(signUp.at),
    source: 'form',
    ...evidenceColumns({ form, wording, language, network: signUp.network }),
  }
  const confirmed = {
    action: 'confirmed' as const,
    at,
    source: 'link',
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
