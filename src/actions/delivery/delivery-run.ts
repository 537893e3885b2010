import type { Temporal } from 'temporal-polyfill'
import type { Tally } from '../../deliveries/alarm.ts'
import type { NextStep } from '../../deliveries/next-step.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import type { ReusedBuffer } from '../../messages/reused-buffer.ts'
import type { DeliveryServer } from './delivery-server.ts'
import type { Dispatcher } from './dispatcher.ts'
import type { GroupedLedger } from './grouped-ledger.ts'

/** What may be sent now: a delivery, or a mail of the outbox. */
export interface Sendable {
  id: number
  address: string
  /** By which a server remembers that it put it off; default its id. */
  key?: string
}

/** A delivery that may be sent now, with all that its message needs. */
export interface ClaimedDelivery extends Sendable {
  subscriptionHandle: string
  subscriberHandle: string
  variantId: number
  name?: string
  attempts: number
  uncertainCount: number
  firstAt: Temporal.Instant
  notBefore?: Temporal.Instant
}

export interface SendingPorts<Row extends Sendable> {
  claimable(now: Temporal.Instant, limit: number, afterId: number): Promise<Row[]>
  ledger: GroupedLedger
  servers: DeliveryServer[]
  /** Envelope sender. */
  senderOf(row: Row): string
  domainPaces: Map<string, (now: number) => number>
  /** Of an edition that is spread: asks for a permit for one message. */
  spread?: (now: number) => number
  /** It takes a few of a server's connections, and leaves most of them to others. */
  leavesRoom?: boolean
  /** `memory` holds the mail until the connection's next one is asked for. */
  message(row: Row, memory: ReusedBuffer): Promise<OutgoingMail>
  /** What the result means for what was sent, which went back for the server's sake so often; `queued` where it is not about this mail. */
  decide(row: Row, result: SendResult, throttled: number): NextStep
  /** Share of rejected messages above which it stops; 1: never. */
  pauseAbove: number
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** One pass over an edition or the outbox, as its sending loops have it. */
export interface DeliveryRun<Row extends Sendable> extends SendingPorts<Row> {
  dispatcher: Dispatcher<Row>
  tally: Tally
  stop: AbortController
  signal: AbortSignal
}
