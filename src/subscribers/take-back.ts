import type { Temporal } from 'temporal-polyfill'
import type { ConsentAction, Subscription } from './subscriber.ts'

/** So long whoever left may take it back by the same link. Later they ask anew, since what they missed would all come at once. */
const TAKE_BACK_HOURS = 24

/** @param last what the record says last of this subscription: an operator's removal is not theirs to take back */
export function mayTakeBack(
  { state, stateAt }: Pick<Subscription, 'state' | 'stateAt'>,
  last: ConsentAction | undefined,
  now: Temporal.Instant,
): boolean {
  return state === 'unsubscribed' && last === 'unsubscribed' && now.since(stateAt).total('hours') <= TAKE_BACK_HOURS
}
