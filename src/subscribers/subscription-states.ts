import { IllegalStep } from '../config/illegal-step.ts'
import { SUBSCRIPTION_STATES, type SubscriptionState } from './subscriber.ts'

/** The one table: the store's statements get their conditions from it (store/step-subscriptions.ts). */
const NEXT: Record<SubscriptionState, SubscriptionState[]> = {
  // By its owner's button, or since an operator says that they asked.
  pending: ['active', 'unsubscribed'],
  active: ['paused', 'by-feed', 'unsubscribed'],
  // Again `paused`: until another day.
  paused: ['active', 'paused', 'by-feed', 'unsubscribed'],
  // Back to mails.
  'by-feed': ['active', 'unsubscribed'],
  // Who left comes back by asking for it, or takes it back at once.
  unsubscribed: ['active', 'by-feed'],
}

/** How a subscription may begin: by an import, also as what it was elsewhere. */
export const FIRST_STATES: SubscriptionState[] = ['active', 'paused', 'by-feed', 'unsubscribed']

/** Which state of a subscription may follow which. */
export function mayFollow(from: SubscriptionState, to: SubscriptionState): boolean {
  return NEXT[from].includes(to)
}

/**
 * The states that `to` may follow: all of them, or these.
 *
 * @throws IllegalStep where it may not follow one of these
 */
export function statesBefore(to: SubscriptionState, among?: SubscriptionState[]): SubscriptionState[] {
  const wrong = among?.find((from) => !mayFollow(from, to))
  if (wrong) throw new IllegalStep(`A subscription that is ${wrong} cannot become ${to}.`)
  return among ?? SUBSCRIPTION_STATES.filter((from) => mayFollow(from, to))
}

/** @throws IllegalStep where no subscription begins so */
export function assertMayBegin(state: SubscriptionState): void {
  if (!FIRST_STATES.includes(state)) throw new IllegalStep(`No subscription begins as ${state}.`)
}
