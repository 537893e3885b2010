import type { Temporal } from 'temporal-polyfill'
import type { SmtpReply } from './reply.ts'

/** A delivery's states; `queued`, `sending` and `deferred` are open, `uncertain` is open until it is settled. */
export type DeliveryState =
  | 'queued'
  | 'sending'
  | 'accepted'
  | 'rejected'
  | 'deferred'
  | 'uncertain'
  | 'expired'
  | 'cancelled'
  | 'bounced'
  | 'complained'

/** `did-not-get-it`: of a correction, whose person never got what it corrects. */
export type CancelReason = 'unsubscribed' | 'by-feed' | 'paused' | 'edition' | 'suppressed' | 'did-not-get-it'

export const DELIVERY_STATES: DeliveryState[] = [
  'queued',
  'sending',
  'accepted',
  'rejected',
  'deferred',
  'uncertain',
  'expired',
  'cancelled',
  'bounced',
  'complained',
]

/** What happened to a delivery, as decided by nextStep(); the store writes it down with its time. */
export type DeliveryStep =
  | { state: 'accepted'; at: Temporal.Instant; reply: SmtpReply; relayId?: string }
  | {
      state: 'rejected'
      at: Temporal.Instant
      reply: SmtpReply /** The server says that the address itself is gone. */
      suppress: boolean
    }
  | { state: 'deferred'; at: Temporal.Instant; until: Temporal.Instant; reply?: SmtpReply; error?: string }
  | { state: 'expired'; at: Temporal.Instant; reply?: SmtpReply; error?: string }
  | {
      state: 'uncertain'
      at: Temporal.Instant
      /** When it is sent again; undefined: held, an operator settles it. */
      until?: Temporal.Instant
      error: string
    }

/** How often a mail of unknown fate is sent again with the same Message-ID. */
export const MAX_UNCERTAIN_RESENDS = 2

/** Why deliveries wait or failed: what the server said, or what went wrong without an answer. */
export interface FailureReason {
  /** `451 4.7.1`, or the error's text. */
  reason: string
  /** One of the server's answers. */
  example?: string
  /** Recipients' domain. */
  domain: string
  count: number
}
