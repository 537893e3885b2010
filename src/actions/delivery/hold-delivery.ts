import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { abortWhen } from './abort-when.ts'
import { type DeliverPorts, deliverOpenEditions } from './deliver-open-editions.ts'
import { GroupedLedger, type Lease, type LedgerRecorder } from './grouped-ledger.ts'
import { ServerHealth } from './server-health.ts'

export interface HoldPorts extends Omit<DeliverPorts, 'ledger' | 'lease' | 'health' | 'deliveries'> {
  leases: {
    acquire(
      name: string,
      holder: string,
      now: Temporal.Instant,
      ttlMs: number,
    ): Promise<{ fence: number } | { heldBy: string; expiresAt: Temporal.Instant }>
    renew(lease: Lease, now: Temporal.Instant, ttlMs: number): Promise<boolean>
    release(lease: Lease): Promise<void>
  }
  deliveries: DeliverPorts['deliveries'] &
    LedgerRecorder & {
      /** Settles what the last holder was sending when it ended. */
      interrupted(lease: Lease, policy: Config['delivery']['uncertain'], at: Temporal.Instant): Promise<number>
    }
  /** Random: two processes never have the same. */
  holder: string
  isPassing(error: unknown): boolean
  /** A write was refused since another holder has the lease: not this one's business any more. */
  isLeaseLost(error: unknown): boolean
  onTrouble(sentence: string): void
}

const LEASE = 'delivery'
const TTL_MS = 30_000
const RENEW_EVERY_MS = 10_000
const ROUND_EVERY_MS = 500

/**
 * Delivers for as long as it holds the lease, and waits for it while another does: of all that run on one database,
 * one delivers. Ends, with every outcome written down and the lease given back, when `signal` aborts.
 */
export async function holdDelivery(ports: HoldPorts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await ports.leases.acquire(LEASE, ports.holder, ports.clock(), TTL_MS)
    if ('fence' in answer)
      await deliverWhileHeld(ports, { name: LEASE, holder: ports.holder, fence: answer.fence }, signal)
    else await ports.sleep(ROUND_EVERY_MS, signal)
  }
}

/** Delivers what is due now, and ends; nothing where another process delivers. Returns how many messages had an outcome. */
export async function deliverOnce(ports: HoldPorts, signal: AbortSignal): Promise<number> {
  const answer = await ports.leases.acquire(LEASE, ports.holder, ports.clock(), TTL_MS)
  if (!('fence' in answer)) return 0
  const lease = { name: LEASE, holder: ports.holder, fence: answer.fence }
  let total = 0
  await whileHeld(ports, lease, signal, async (round, kept) => {
    for (let count = -1; count !== 0 && !kept.aborted && round.health.troubles < PATIENCE; total += count)
      count = await deliverOpenEditions(round, kept)
  })
  return total
}

/** So many troubles of the server in a row end a single run: the next one goes on. */
const PATIENCE = 3

function deliverWhileHeld(ports: HoldPorts, lease: Lease, signal: AbortSignal): Promise<void> {
  return whileHeld(ports, lease, signal, async (round, kept) => {
    while (!kept.aborted) {
      const count = await deliverOpenEditions(round, kept)
      if (count === 0) await ports.sleep(ROUND_EVERY_MS, kept)
    }
  })
}

async function whileHeld(
  ports: HoldPorts,
  lease: Lease,
  signal: AbortSignal,
  deliver: (round: DeliverPorts, kept: AbortSignal) => Promise<void>,
): Promise<void> {
  const kept = keepLease(ports, lease, signal)
  try {
    await deliver(await roundPorts(ports, lease), kept.signal)
  } catch (error) {
    if (!ports.isLeaseLost(error)) throw error
  } finally {
    kept.stop()
    await ports.leases.release(lease)
  }
}

async function roundPorts(ports: HoldPorts, lease: Lease): Promise<DeliverPorts> {
  await ports.deliveries.interrupted(lease, ports.config.delivery.uncertain, ports.clock())
  return {
    ...ports,
    lease,
    health: new ServerHealth(ports),
    ledger: new GroupedLedger({
      ledger: ports.deliveries,
      lease,
      clock: ports.clock,
      sleep: (milliseconds) => ports.sleep(milliseconds, new AbortController().signal),
      isPassing: ports.isPassing,
      onTrouble: ports.onTrouble,
    }),
  }
}

/** Renews the lease; aborts when it was lost, for then another holder delivers. */
function keepLease(ports: HoldPorts, lease: Lease, signal: AbortSignal) {
  return abortWhen(signal, {
    everyMs: RENEW_EVERY_MS,
    sleep: ports.sleep,
    isOver: async () => !(await ports.leases.renew(lease, ports.clock(), TTL_MS)),
  })
}
