import { isAlarming, type Tally } from '../../deliveries/alarm.ts'
import { DeliveryQueue } from './delivery-queue.ts'
import type { DeliveryRun, Sendable, SendingPorts } from './delivery-run.ts'
import type { DeliveryServer } from './delivery-server.ts'
import { Dispatcher } from './dispatcher.ts'
import { SendingLoop } from './sending-loop.ts'

export interface AllSent {
  /** How many messages had an outcome. */
  count: number
  /** It stopped since so many were rejected. */
  alarm?: Tally
}

const CHUNK = 500
/** Of what is spread: those whose reader's hour comes are not to wait behind many. */
const SPREAD_CHUNK = 20

/**
 * Sends what is due now of an edition, or of the outbox, over all connections of all servers at once. An abort, or an alarm, lets each
 * connection end the message it is at and write its outcome down.
 */
export async function sendAll<Row extends Sendable>(ports: SendingPorts<Row>, outer: AbortSignal): Promise<AllSent> {
  const feed = new DeliveryQueue<Row>((afterId) =>
    ports.claimable(ports.clock(), ports.spread ? SPREAD_CHUNK : CHUNK, afterId),
  )
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const end = () => feed.end()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  if (!(await feed.peek())) return { count: 0 }
  const run: DeliveryRun<Row> = {
    ...ports,
    stop,
    signal,
    tally: { accepted: 0, rejected: 0 },
    dispatcher: new Dispatcher({ ...ports, feed, now: () => ports.clock().epochMilliseconds }),
  }
  const loops = ports.servers.flatMap((server) =>
    Array.from({ length: loopCount(server, ports.leavesRoom ?? false) }, () => new SendingLoop(run, server).run()),
  )
  try {
    const counts = await settleAll(loops)
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      alarm: isAlarming(run.tally, ports.pauseAbove) ? run.tally : undefined,
    }
  } finally {
    for (const { connections } of ports.servers) connections.leave(run)
  }
}

function loopCount({ connections }: DeliveryServer, leavesRoom: boolean): number {
  return leavesRoom ? Math.ceil(connections.most / 4) : connections.most
}

/** Waits for all, then throws what the first failed one threw: no connection is left running behind a failure. */
async function settleAll(loops: Promise<number>[]): Promise<number[]> {
  const results = await Promise.allSettled(loops)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
