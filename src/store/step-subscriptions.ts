import type { Insertable, RawBuilder, Updateable } from 'kysely'
import type { SubscriptionState } from '../subscribers/subscriber.ts'
import { assertMayBegin, statesBefore } from '../subscribers/subscription-states.ts'
import { engineOf } from './engine.ts'
import type { SubscriptionsTable } from './tables.ts'
import type { Trx } from './transaction.ts'

/** What a step writes beside the state and its time: values, or what is computed from the row. */
type Columns = Omit<Updateable<SubscriptionsTable>, 'id' | 'handle' | 'state' | 'state_at' | 'paused_until'>
type Written = { [Name in keyof Columns]: Columns[Name] | RawBuilder<Columns[Name]> }

export interface Step extends Written {
  /** Only from these states. */
  from?: SubscriptionState[]
  at: number | RawBuilder<number>
  /** Of a pause. */
  until?: number
}

/**
 * Takes subscriptions to another state, each only from a state that it may follow: those that further conditions choose.
 * This file alone writes `subscriptions.state`, and with it until when a pause lasts.
 *
 * @throws IllegalStep where `to` may not follow one of `from`
 */
export function stepSubscriptions(trx: Trx, to: SubscriptionState, { from, at, until, ...also }: Step) {
  return trx
    .updateTable('subscriptions')
    .set({ ...also, state: to, state_at: at, paused_until: until ?? null })
    .where('state', 'in', statesBefore(to, from))
}

/**
 * Rows of the same columns.
 *
 * @throws IllegalStep where no subscription begins so
 */
export async function beginSubscriptions(
  trx: Trx,
  rows: (Insertable<SubscriptionsTable> & Record<string, unknown>)[],
): Promise<void> {
  for (const { state } of rows) assertMayBegin(state)
  await engineOf(trx).insertRows(trx, 'subscriptions', rows)
}
