import type { DeliveryState } from '../deliveries/delivery.ts'
import { mayFollow } from '../deliveries/delivery-states.ts'
import type { SuppressionReason } from '../subscribers/subscriber.ts'
import type { Reported } from './report.ts'

/** So often a mailbox was full within FULL_DAYS before it gets no more mail. */
export const FULL_TIMES = 5
export const FULL_DAYS = 30
/** Fewer than so many may be gone whatever their share: a short list has a share of a half at once. */
const FEW_GONE = 10

/** What stands in the ledger when a report comes. */
export interface Standing {
  state: DeliveryState
  /** How many mails to this person came back within FULL_DAYS since the mailbox was full, this one left out. */
  full: number
  /** Of this edition: how many addresses its bounces said are gone, this one left out, and how many it went to. */
  gone: number
  sent: number
}

export interface Consequence {
  /** What the delivery becomes, one state after another. */
  states: DeliveryState[]
  /** No mail goes to the address any more. */
  suppress?: SuppressionReason
  /** So many are said to be gone that the one who says so is at fault. */
  isDoubted?: true
}

/**
 * What follows from a report on a delivery.
 * @param doubtAbove share of an edition, 0 to 1, above which addresses are not taken to be gone: a relay at fault says so of all
 */
export function consequenceOf(reported: Reported, standing: Standing, doubtAbove: number): Consequence {
  const { action, reason, permanent } = reported
  if (action === 'complained') return { states: statesTo('complained', standing.state), suppress: 'complaint' }
  // It arrived, whatever else is said.
  if (action === 'delivered' || action === 'replied') return { states: statesTo('accepted', standing.state) }
  if (action !== 'failed') return { states: [] }
  const states = statesTo('bounced', standing.state)
  if (permanent) return isDoubtful(standing, doubtAbove) ? { states, isDoubted: true } : { states, suppress: 'bounced' }
  const isFullAgain = reason === 'mailbox-full' && standing.full + 1 >= FULL_TIMES
  return isFullAgain ? { states, suppress: 'bounced' } : { states }
}

/** A mail of unknown fate that came back was accepted first. */
function statesTo(to: 'accepted' | 'bounced' | 'complained', from: DeliveryState): DeliveryState[] {
  if (mayFollow(from, to)) return [to]
  return mayFollow(from, 'accepted') && mayFollow('accepted', to) && from === 'uncertain' ? ['accepted', to] : []
}

function isDoubtful({ gone, sent }: Standing, doubtAbove: number): boolean {
  return gone + 1 > FEW_GONE && (gone + 1) / Math.max(1, sent) > doubtAbove
}
