import type { Temporal } from 'temporal-polyfill'
import type { DeliveryStep } from '../../deliveries/delivery.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import { DeliveryFeed } from './delivery-feed.ts'
import type { GroupedLedger, Outcome } from './grouped-ledger.ts'
import type { ServerHealth } from './server-health.ts'

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

export interface MailConnection {
  /** Never throws: what went wrong is in the result. */
  send(mail: OutgoingMail): Promise<SendResult>
  close(): Promise<void>
}

export interface EditionDeliveryPorts {
  claimable(now: Temporal.Instant, limit: number, afterId: number): Promise<ClaimedDelivery[]>
  ledger: GroupedLedger
  server: { name: string; connections: number; connect(): MailConnection }
  health: ServerHealth
  message(delivery: ClaimedDelivery): Promise<OutgoingMail>
  /** What the result means for the delivery; `queued` with the server's trouble when it is not about this mail. */
  decide(delivery: ClaimedDelivery, result: SendResult): DeliveryStep | { state: 'queued'; serverTrouble: string }
  clock(): Temporal.Instant
}

const CHUNK = 500

/**
 * Sends what is due of one edition now, over all connections at once, and returns how many messages had an outcome.
 * An abort lets each connection end the message it is at and write its outcome down.
 */
export async function deliverEdition(ports: EditionDeliveryPorts, signal: AbortSignal): Promise<number> {
  const feed = new DeliveryFeed<ClaimedDelivery>((afterId) => ports.claimable(ports.clock(), CHUNK, afterId))
  signal.addEventListener('abort', () => feed.end(), { once: true })
  if (signal.aborted) feed.end()
  const first = await feed.peek()
  if (!first) return 0
  const lanes = Array.from({ length: ports.server.connections }, () => runLane(ports, feed, signal))
  const counts = await settleAll(lanes)
  return counts.reduce((sum, count) => sum + count, 0)
}

/** One connection's life: outcome of the last message and intent of the next are durable before the next is sent. */
async function runLane(
  ports: EditionDeliveryPorts,
  feed: DeliveryFeed<ClaimedDelivery>,
  signal: AbortSignal,
): Promise<number> {
  const connection = ports.server.connect()
  let outcome: Outcome | undefined
  let count = 0
  try {
    for (;;) {
      if (outcome && (ports.health.inTrouble || !feed.hasNext)) {
        await ports.ledger.write(outcome, undefined)
        outcome = undefined
      }
      await ports.health.ready(signal)
      const delivery = await feed.next()
      if (!delivery) return count
      const mail = await ports.message(delivery)
      const maySend = await ports.ledger.write(outcome, delivery.id)
      outcome = undefined
      if (!maySend) continue
      outcome = outcomeOf(ports, delivery, await connection.send(mail))
      count++
    }
  } catch (error) {
    feed.end()
    throw error
  } finally {
    if (outcome) await ports.ledger.write(outcome, undefined)
    await connection.close()
  }
}

function outcomeOf(ports: EditionDeliveryPorts, delivery: ClaimedDelivery, result: SendResult): Outcome {
  const step = ports.decide(delivery, result)
  const { name } = ports.server
  if ('serverTrouble' in step) {
    ports.health.trouble(step.serverTrouble)
    return { deliveryId: delivery.id, step: { state: 'queued' }, server: name }
  }
  if (result.kind !== 'failed') ports.health.well()
  return { deliveryId: delivery.id, step, server: name }
}

/** Waits for all, then throws what the first failed one threw: no connection is left running behind a failure. */
async function settleAll(lanes: Promise<number>[]): Promise<number[]> {
  const results = await Promise.allSettled(lanes)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
