import type { Temporal } from 'temporal-polyfill'
import type { Actor } from './actor.ts'
import type { OwnHour } from './own-hour.ts'

export interface Subscriber {
  id: number
  /** 16 characters of [A-Za-z0-9_-], random: stands for the subscriber outside (Message-ID), where an id would count them. */
  handle: string
  /** As written; mail goes to this. */
  address: string
  /** Compared by this: domain and local part in lower case. */
  addressKey: string
  name?: string
  /** In which they are spoken to; undefined: the site's. */
  language?: string
  /** When they get what may wait for that; undefined: at once. */
  ownHour?: OwnHour
  createdAt: Temporal.Instant
}

export interface Subscription {
  id: number
  /** 16 characters of [A-Za-z0-9_-], random: what signed links carry. */
  handle: string
  subscriberId: number
  newsletter: string
  cadence: string
  /** Tags the subscriber asked for; empty: all posts of the newsletter. */
  topics: string[]
  /** Posts that became new after this instant are due. */
  since: Temporal.Instant
  state: SubscriptionState
  stateAt: Temporal.Instant
  /** When a pause ends by itself. */
  pausedUntil?: Temporal.Instant
}

/** What may follow what: subscription-states.ts. `by-feed` is read in a private feed in place of mails; `pending` awaits a confirmation, and is kept apart until it comes: a SignUp. */
export const SUBSCRIPTION_STATES = ['pending', 'active', 'paused', 'by-feed', 'unsubscribed'] as const

export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number]

export const CONSENT_ACTIONS = [
  'subscribed',
  'confirmed',
  'imported',
  'unsubscribed',
  'resubscribed',
  'removed',
  'paused',
  'resumed',
  'by-feed',
  'by-mail',
  // Something of what they get, or of themselves; and where it goes.
  'changed',
  'address-changed',
] as const

export type ConsentAction = (typeof CONSENT_ACTIONS)[number]

/** One line of the append-only record of how a subscription came about and ended. */
export interface Consent extends WrittenConsent {
  subscriberId: number
  newsletter: string
}

/** What "show me that I signed up" is answered with. */
export interface ConsentEvidence {
  /** The form that it came by: `/subscribe`, or the page that the form led back to. */
  form?: string
  /** Which wording (words/consent-wording.ts), and in which language. */
  wording?: number
  language?: string
  /** The network address, as long as it is kept; `hmac:` and a keyed hash of it afterwards. */
  network?: string
}

export interface WrittenConsent {
  action: ConsentAction
  at: Temporal.Instant
  /** Who said it: an Actor, or what another service's list had. */
  source: string
  /** What the person had before them, where that is known. */
  evidence?: ConsentEvidence
}

/** Somebody is to get a newsletter. */
export interface SubscribeRequest {
  newsletter: string
  cadence: string
  address: string
  key: string
  name?: string
  /** Empty: all posts. */
  topics?: string[]
  at: Temporal.Instant
  source: Actor
  /** False: who left stays out, since nobody said that they asked to come back. */
  mayReturn?: boolean
}

/** `left`: had left, and may not return. `returned`: had left, and asked again. `erased`: only its owner brings it back. */
export type SubscribeOutcome = 'added' | 'already' | 'returned' | 'suppressed' | 'left' | 'erased'

export const SUPPRESSION_REASONS = ['no-such-address', 'complaint', 'operator', 'bounced'] as const

export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number]

export interface Suppression {
  addressKey: string
  reason: SuppressionReason
  at: Temporal.Instant
  note?: string
}

/** One line of the append-only record of how an address came to be suppressed, and mailed again. */
export interface SuppressionStep {
  action: 'suppressed' | 'lifted'
  reason: SuppressionReason
  at: Temporal.Instant
  /** Who brought it about: an Actor, or `delivery` in old databases. */
  source: string
  note?: string
}

/** Which subscriptions a list shows. */
export interface SubscriptionFilter {
  newsletter?: string
  /** `active`: those that get mails, so none whose address is suppressed. */
  state?: SubscriptionState
}

/** A line of a list of subscribers. */
export interface ListedSubscription {
  /** The subscription's id: the next page begins after it. */
  id: number
  address: string
  name?: string
  newsletter: string
  cadence: string
  topics: string[]
  state: SubscriptionState
  since: Temporal.Instant
  stateAt: Temporal.Instant
  createdAt: Temporal.Instant
  /** Why the address is not mailed, whatever the state says. */
  suppressed?: SuppressionReason
}

/** A suppressed address, of a subscriber or of nobody. */
export interface ListedSuppression {
  /** As it was written, where somebody subscribed with it; else as addresses are compared. */
  address: string
  addressKey: string
  name?: string
  suppressed: SuppressionReason
  suppressedAt: Temporal.Instant
  note?: string
}
