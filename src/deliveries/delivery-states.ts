import { IllegalStep } from '../config/illegal-step.ts'
import { DELIVERY_STATES, type DeliveryState } from './delivery.ts'

/** The one table: the store's statements get their conditions from it (store/step-deliveries.ts). */
const NEXT: Record<DeliveryState, DeliveryState[]> = {
  queued: ['sending', 'cancelled'],
  // Back to `queued` when the server was in trouble; to `uncertain` also when the process that sent it was killed.
  sending: ['accepted', 'rejected', 'deferred', 'uncertain', 'expired', 'queued'],
  deferred: ['sending', 'queued', 'cancelled', 'expired'],
  // Sent again, or settled by an operator: it arrived, it did not, or it may go once more.
  uncertain: ['sending', 'queued', 'accepted', 'rejected', 'cancelled'],
  accepted: ['bounced', 'complained'],
  // `retry EDITION --failed`
  rejected: ['queued'],
  expired: ['queued'],
  bounced: ['complained'],
  complained: [],
  // Whoever left takes that back while its edition is still going; what waited for their hour waits for it again.
  cancelled: ['queued', 'deferred'],
}

/** Which state of a delivery may follow which. */
export function mayFollow(from: DeliveryState, to: DeliveryState): boolean {
  return NEXT[from].includes(to)
}

/**
 * The states that `to` may follow: all of them, or these.
 *
 * @throws IllegalStep where it may not follow one of these
 */
export function statesBefore(to: DeliveryState, among?: DeliveryState[]): DeliveryState[] {
  const wrong = among?.find((from) => !mayFollow(from, to))
  if (wrong) throw new IllegalStep(`A delivery that is ${wrong} cannot become ${to}.`)
  return among ?? DELIVERY_STATES.filter((from) => mayFollow(from, to))
}

const OPEN = new Set<DeliveryState>(['queued', 'sending', 'deferred', 'uncertain'])

/** An open delivery still has something to happen; an edition is not `sent` before it has none. */
export function isOpen(state: DeliveryState): boolean {
  return OPEN.has(state)
}

export const LAST_STATES: DeliveryState[] = DELIVERY_STATES.filter((state) => !isOpen(state))
