import type { Temporal } from 'temporal-polyfill'
import { isAlarming, type Tally } from '../../deliveries/alarm.ts'
import type { DeliveryStep } from '../../deliveries/delivery.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import { ReusedBuffer } from '../../messages/reused-buffer.ts'
import { DeliveryFeed } from './delivery-feed.ts'
import type { DeliveryServer } from './delivery-server.ts'
import { Dispatcher } from './dispatcher.ts'
import type { GroupedLedger, Outcome } from './grouped-ledger.ts'

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
  /** Of an edition that is spread: asks for leave for one message. */
  spread?: (now: number) => number
  /** `memory` holds the mail until the connection's next one is asked for. */
  message(delivery: ClaimedDelivery, memory: ReusedBuffer): Promise<OutgoingMail>
  /** What the result means for the delivery; `queued` with the server's trouble when it is not about this mail. */
  decide(delivery: ClaimedDelivery, result: SendResult): DeliveryStep | { state: 'queued'; serverTrouble: string }
  /** Share of rejected messages above which it stops. */
  pauseAbove: number
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

export interface EditionDelivered {
  /** How many messages had an outcome. */
  count: number
  /** It stopped since so many were rejected. */
  alarm?: Tally
}

const CHUNK = 500

/**
 * Sends what is due of one edition now, over all connections of all servers at once. An abort, or an alarm, lets each
 * connection end the message it is at and write its outcome down.
 */
export async function deliverEdition(ports: EditionDeliveryPorts, outer: AbortSignal): Promise<EditionDelivered> {
  const feed = new DeliveryFeed<ClaimedDelivery>((afterId) => ports.claimable(ports.clock(), CHUNK, afterId))
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const end = () => feed.end()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  if (!(await feed.peek())) return { count: 0 }
  const run: Run = {
    ...ports,
    stop,
    signal,
    tally: { accepted: 0, rejected: 0 },
    dispatcher: new Dispatcher({ ...ports, feed, now: () => ports.clock().epochMilliseconds }),
  }
  const lanes = ports.servers.flatMap((server) =>
    Array.from({ length: laneCount(server, ports.spread !== undefined) }, (_, lane) => runLane(run, server, lane)),
  )
  const counts = await settleAll(lanes)
  return {
    count: counts.reduce((sum, count) => sum + count, 0),
    alarm: isAlarming(run.tally, ports.pauseAbove) ? run.tally : undefined,
  }
}

/** An edition that is spread leaves most connections to others. */
function laneCount({ connections }: DeliveryServer, isSpread: boolean): number {
  return isSpread ? Math.ceil(connections / 4) : connections
}

interface Run extends EditionDeliveryPorts {
  dispatcher: Dispatcher<ClaimedDelivery>
  tally: Tally
  stop: AbortController
  signal: AbortSignal
}

/** One connection's life: outcome of the last message and intent of the next are durable before the next is sent. */
async function runLane(run: Run, server: DeliveryServer, lane: number): Promise<number> {
  const { dispatcher, ledger, signal } = run
  const connection = await borrow(run, server)
  if (!connection) return 0
  const memory = new ReusedBuffer()
  let outcome: Outcome | undefined
  let count = 0
  try {
    for (;;) {
      if (outcome && mustWait(run, server, lane)) {
        await ledger.write(outcome, undefined)
        outcome = undefined
      }
      await leave(run, server, lane)
      const delivery = await dispatcher.next(server, signal)
      if (!delivery) return count
      if (server.health.inTrouble || !(await takePace(run, server))) {
        dispatcher.giveBack(delivery)
        continue
      }
      try {
        const mail = await run.message(delivery, memory)
        const maySend = await ledger.write(outcome, delivery.id)
        outcome = undefined
        if (!maySend) continue
        outcome = outcomeOf(run, server, delivery, await connection.send(mail))
        count++
      } finally {
        dispatcher.done()
      }
    }
  } catch (error) {
    run.stop.abort()
    throw error
  } finally {
    try {
      if (outcome) await ledger.write(outcome, undefined)
      if (server.health.inTrouble) await connection.close()
    } finally {
      server.giveBack(connection)
    }
  }
}

/** Waits while other editions have all of the server's connections; undefined when there is nothing left to do with one. */
async function borrow({ dispatcher, sleep, signal }: Run, server: DeliveryServer) {
  for (;;) {
    const connection = server.borrow()
    if (connection || signal.aborted || dispatcher.isOver) return connection
    await sleep(LANE_LOOKS_EVERY_MS, signal)
  }
}

const LANE_LOOKS_EVERY_MS = 200

/** An outcome is written at once when the next message is not at hand: nothing durable waits for a clock. */
function mustWait({ dispatcher, clock }: Run, server: DeliveryServer, lane: number): boolean {
  return (
    server.health.waitMs > 0 ||
    server.restMs > 0 ||
    !server.wants(lane) ||
    server.pace.wait(clock().epochMilliseconds) > 0 ||
    !dispatcher.hasNext(server)
  )
}

/** Waits until the server is well and this lane is wanted. */
async function leave({ dispatcher, sleep, signal }: Run, server: DeliveryServer, lane: number): Promise<void> {
  while ((server.health.waitMs > 0 || !server.wants(lane)) && !signal.aborted) {
    // The others may have done all there was to do.
    if (dispatcher.isOver) return
    await sleep(LANE_LOOKS_EVERY_MS, signal)
  }
  server.health.probe()
  if (server.restMs > 0) await sleep(server.restMs, signal)
}

/** Takes leave from the server's rates and the edition's spread; false: not now. */
async function takePace(run: Run, server: DeliveryServer): Promise<boolean> {
  const now = run.clock().epochMilliseconds
  const wait = server.pace.wait(now) || run.spread?.(now) || server.pace.take(now)
  if (wait === 0) return true
  await run.sleep(Math.min(wait, LONGEST_NAP_MS), run.signal)
  return false
}

const LONGEST_NAP_MS = 1_000

function outcomeOf(run: Run, server: DeliveryServer, delivery: ClaimedDelivery, result: SendResult): Outcome {
  server.learn(result)
  const step = run.decide(delivery, result)
  if ('serverTrouble' in step) {
    server.health.trouble(step.serverTrouble)
    run.dispatcher.release(server)
    return { deliveryId: delivery.id, step: { state: 'queued' }, server: server.name }
  }
  if (result.kind !== 'failed') server.health.well()
  if (step.state === 'accepted' || step.state === 'rejected') run.tally[step.state]++
  if (isAlarming(run.tally, run.pauseAbove)) run.stop.abort()
  return { deliveryId: delivery.id, step, server: server.name }
}

/** Waits for all, then throws what the first failed one threw: no connection is left running behind a failure. */
async function settleAll(lanes: Promise<number>[]): Promise<number[]> {
  const results = await Promise.allSettled(lanes)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
