import { Temporal } from 'temporal-polyfill'
import { DELIVERY_STATES, type DeliveryState } from './delivery.ts'
import { isOpen } from './delivery-states.ts'

export type DeliveryCounts = Partial<Record<DeliveryState, number>>

export interface EditionProgress {
  total: number
  /** In a last state. */
  done: number
  open: number
  /**
   * `sending` while some have not been tried; `settling` when only deferred and uncertain ones are left;
   * `sent` when every delivery is in a last state.
   */
  stage: 'sending' | 'settling' | 'sent'
}

/** Deliveries that were not tried yet, and wait; their state is `deferred`. */
export interface WaitingDeliveries {
  /** For the hour that their reader chose: */
  forHour: number
  /** the first of them until then, */
  next?: Temporal.Instant
  /** and the last. */
  last?: Temporal.Instant
  /** For the mail that they correct. */
  forMail: number
}

/** How far an edition is, from its deliveries counted by state. */
export function editionProgress(counts: DeliveryCounts): EditionProgress {
  const count = (states: DeliveryState[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0)
  const total = count(DELIVERY_STATES)
  const open = count(DELIVERY_STATES.filter(isOpen))
  const stage = open === 0 ? 'sent' : count(['queued', 'sending']) === 0 ? 'settling' : 'sending'
  return { total, done: total - open, open, stage }
}

export interface Pace {
  /** Deliveries per second between the two looks. */
  perSecond: number
  /** Until all that has not been tried has been, at this pace; undefined while nothing moves. */
  left?: Temporal.Duration
}

/** One look at an edition: how many deliveries had not been tried yet (queued or being sent), and when. */
export interface Sample {
  untried: number
  at: Temporal.Instant
}

/** How fast an edition goes, from an earlier sample to a later one. */
export function pace(earlier: Sample, later: Sample): Pace {
  const seconds = earlier.at.until(later.at).total('seconds')
  const perSecond = seconds > 0 ? Math.max(0, earlier.untried - later.untried) / seconds : 0
  if (perSecond === 0) return { perSecond }
  const left = Temporal.Duration.from({ seconds: Math.ceil(later.untried / perSecond) })
  return { perSecond, left: left.round({ largestUnit: 'hours' }) }
}
