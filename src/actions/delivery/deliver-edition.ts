import type { Temporal } from 'temporal-polyfill'
import { isAlarming, type Tally } from '../../deliveries/alarm.ts'
import type { NextStep } from '../../deliveries/next-step.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import type { ReusedBuffer } from '../../messages/reused-buffer.ts'
import { DeliveryQueue } from './delivery-queue.ts'
import type { DeliveryServer } from './delivery-server.ts'
import { DeliveryWorker } from './delivery-worker.ts'
import { Dispatcher } from './dispatcher.ts'
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
  /** Of an edition that is spread: asks for leave for one message. */
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
  const feed = new DeliveryQueue<ClaimedDelivery>((afterId) => ports.claimable(ports.clock(), CHUNK, afterId))
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const end = () => feed.end()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  if (!(await feed.peek())) return { count: 0 }
  const run: DeliveryRun = {
    ...ports,
    stop,
    signal,
    tally: { accepted: 0, rejected: 0 },
    dispatcher: new Dispatcher({ ...ports, feed, now: () => ports.clock().epochMilliseconds }),
  }
  const workers = ports.servers.flatMap((server) =>
    Array.from({ length: workerCount(server, ports.spread !== undefined) }, () =>
      new DeliveryWorker(run, server).run(),
    ),
  )
  try {
    const counts = await settleAll(workers)
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      alarm: isAlarming(run.tally, ports.pauseAbove) ? run.tally : undefined,
    }
  } finally {
    for (const { connections } of ports.servers) connections.leave(run)
  }
}

/** An edition that is spread leaves most connections to others. */
function workerCount({ connections }: DeliveryServer, isSpread: boolean): number {
  return isSpread ? Math.ceil(connections.most / 4) : connections.most
}

/** One pass over an edition, as its worker have it. */
export interface DeliveryRun extends EditionDeliveryPorts {
  dispatcher: Dispatcher<ClaimedDelivery>
  tally: Tally
  stop: AbortController
  signal: AbortSignal
}

/** Waits for all, then throws what the first failed one threw: no connection is left running behind a failure. */
async function settleAll(workers: Promise<number>[]): Promise<number[]> {
  const results = await Promise.allSettled(workers)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
