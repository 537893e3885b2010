import type { Temporal } from 'temporal-polyfill'
import type { PendingSignUp } from '../subscribers/sign-up.ts'
import type { Consent, Subscriber, Subscription, Suppression, SuppressionStep } from '../subscribers/subscriber.ts'
import type { DeliveryState } from './delivery.ts'
import type { SmtpReply } from './reply.ts'
/** All that is known of an address. */
export interface SubscriberRecord {
  /** Undefined where the address is only suppressed. */
  subscriber?: Subscriber
  subscriptions: Subscription[]
  consents: Consent[]
  suppression?: Suppression
  /** What was asked for by a form, and not confirmed, the newest first; absent where nothing was. */
  signUps?: PendingSignUp[]
  /** How the address was suppressed and mailed again, the oldest first. */
  suppressionSteps: SuppressionStep[]
  /** The newest first, at most a hundred. */
  deliveries: SentRecord[]
  /** What came back of them, the newest first; absent where nothing did. */
  returned?: RecordedReport[]
}

/** What was sent to it. */
export interface SentRecord {
  /** `weekly/12` */
  edition: string
  subject: string
  state: DeliveryState
  reason?: string
  queuedAt: Temporal.Instant
  stateAt: Temporal.Instant
  /** When it is tried again. */
  dueAt?: Temporal.Instant
  attempts: number
  reply?: SmtpReply
  relayId?: string
  server?: string
  error?: string
  /** Its fate was unknown, and it was sent again. */
  mayHaveComeTwice?: true
}

/** What an inbox was told of a mail. */
export interface RecordedReport {
  /** `weekly/12` */
  edition: string
  at: Temporal.Instant
  /** `bounce`, `complaint` and the like. */
  kind: string
  /** `failed`, `delayed` and the like. */
  action: string
  reason: string
  status?: string
  code?: number
  /** In the words of who said it. */
  reply?: string
}
