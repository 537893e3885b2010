import type { Temporal } from 'temporal-polyfill'
import type { Tally } from '../../deliveries/alarm.ts'
import type { NextStep } from '../../deliveries/next-step.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import type { ReusedBuffer } from '../../messages/reused-buffer.ts'
import type { DeliveryServer } from './delivery-server.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { GroupedLedger } from './grouped-ledger.ts'

/** A delivery that may be sent now, with all that its message needs. */
export interface ClaimedDelivery {
  id: number
  subscriptionHandle: string
  subscriberHandle: string
  variantId: number
  address: string
  name?: string
  attempts: number
  uncertainCount: number
  firstAt: Temporal.Instant
}

export interface EditionDeliveryPorts {
  claimable(now: Temporal.Instant, limit: number, afterId: number): Promise<ClaimedDelivery[]>
  ledger: GroupedLedger
  servers: DeliveryServer[]
  /** Envelope sender. */
  from: string
  domainPaces: Map<string, (now: number) => number>
  /** Of an edition that is spread: asks for a permit for one message. */
  spread?: (now: number) => number
  /** `memory` holds the mail until the connection's next one is asked for. */
  message(delivery: ClaimedDelivery, memory: ReusedBuffer): Promise<OutgoingMail>
  /** What the result means for the delivery, which went back for the server's sake so often; `queued` where it is not about this mail. */
  decide(delivery: ClaimedDelivery, result: SendResult, throttled: number): NextStep
  /** Share of rejected messages above which it stops. */
  pauseAbove: number
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** One pass over an edition, as its loops have it. */
export interface DeliveryRun extends EditionDeliveryPorts {
  dispatcher: Dispatcher<ClaimedDelivery>
  tally: Tally
  stop: AbortController
  signal: AbortSignal
}
