import type { Temporal } from 'temporal-polyfill'
import type { Config, SmtpConfig } from '../../config/config.ts'
import { BroadsheetError, type Problem } from '../../config/problem.ts'
import { problemsOf } from '../../config/unforeseen.ts'
import type { Lease } from '../../deliveries/ledger.ts'
import type { MailConnection } from '../../deliveries/send-result.ts'
import type { ServerPast } from '../../deliveries/server-past.ts'
import { abortWhen } from './abort-when.ts'
import { askSparingly } from './ask-sparingly.ts'
import { DeliveryServer } from './delivery-server.ts'
import { GroupedLedger, type LedgerRecorder } from './grouped-ledger.ts'
import { OpenEditions, type OpenEditionsPorts } from './open-editions.ts'
import { statedPace } from './server-pace.ts'
import {
  describeWait,
  type HeldBy,
  LEASE,
  type TakeLeasePorts,
  TTL_MS,
  takeLease,
  takeLeaseInTime,
} from './take-lease.ts'

export interface HoldPorts
  extends Omit<TakeLeasePorts, 'leases'>,
    Omit<
      OpenEditionsPorts,
      'ledger' | 'lease' | 'deliveries' | 'servers' | 'domainPaces' | 'onAlarm' | 'onNotice' | 'endsDelivery'
    > {
  leases: TakeLeasePorts['leases'] & {
    renew(lease: Lease, now: Temporal.Instant, ttlMs: number): Promise<boolean>
    release(lease: Lease): Promise<void>
  }
  deliveries: OpenEditionsPorts['deliveries'] &
    LedgerRecorder & {
      /** Settles what the last holder was sending when it ended. */
      interrupted(lease: Lease, policy: Config['delivery']['uncertain'], at: Temporal.Instant): Promise<number>
    }
  mailServers: { config: SmtpConfig; connect(): MailConnection }[]
  servers: {
    past(server: string, now: Temporal.Instant): Promise<ServerPast>
    noteLimit(server: string, connections: number | undefined, at: Temporal.Instant): Promise<void>
  }
  isPassing(error: unknown): boolean
  /** A write was refused since another holder has the lease: not this one's business any more. */
  isLeaseLost(error: unknown): boolean
  /** Something that may pass; with `tell`, the operator should hear of it at once. */
  onTrouble(sentence: string, tell: boolean, server?: string): void
  /** A server took a message: the first of this run, or after a trouble. */
  onWell?(server: string): void
  /** A round was made, or another holder is waited for: delivery gets on. */
  onRound?(): void
  /** An error that nobody foresaw, for a log; delivery goes on. */
  onUnforeseen(error: unknown): void
}

const RENEW_EVERY_MS = 10_000
const ROUND_EVERY_MS = 500
const AGAIN_AFTER_MS = 5_000
const LONGEST_WAIT_MS = 5 * 60_000
/** Connections are kept open between rounds for as long as servers mostly bear. */
const IDLE_MS = 30_000

/**
 * Delivers for as long as it holds the lease, and waits for it while another does: of all that run on one database,
 * one delivers. Ends, with every outcome written down and the lease given back, when `signal` aborts. A full disk, and
 * what else may pass, is waited out; so is an error that nobody foresaw, longer each time.
 * @throws BroadsheetError where the database is gone, or another program's
 */
export async function holdDelivery(ports: HoldPorts, signal: AbortSignal): Promise<void> {
  let waitsFor: string | undefined
  for (let unforeseen = 0; !signal.aborted; ) {
    try {
      const answer = await takeLease(ports)
      if ('fence' in answer) await whileHeld(ports, leaseOf(ports, answer), signal, deliverForEver)
      else {
        if (answer.isGone === undefined && waitsFor !== answer.id) ports.onWait(describeWait(answer, ports.clock()))
        waitsFor = answer.id
        ports.onRound?.()
        await ports.sleep(ROUND_EVERY_MS, signal)
      }
      unforeseen = 0
    } catch (error) {
      if (ports.isPassing(error)) {
        ports.onTrouble(`Delivery stopped, and is tried again: ${(error as Error).message}`, false)
        await ports.sleep(AGAIN_AFTER_MS, signal)
      } else if (error instanceof BroadsheetError) throw error
      else {
        ports.onUnforeseen(error)
        // The first time is told; a fault that stays is in the log each time.
        const [{ message }] = problemsOf('Delivery', error) as [Problem]
        ports.onTrouble(`${message} It is tried again.`, unforeseen === 0)
        await ports.sleep(Math.min(LONGEST_WAIT_MS, AGAIN_AFTER_MS * 2 ** unforeseen++), signal)
      }
    }
  }
}

/** Delivers what is due now, and ends. How many messages had an outcome, or who delivers instead. */
export async function deliverOnce(ports: HoldPorts, signal: AbortSignal): Promise<number | HeldBy> {
  const answer = await takeLeaseInTime(ports, signal)
  if (!('fence' in answer)) return answer
  let total = 0
  await whileHeld(ports, leaseOf(ports, answer), signal, async ({ editions, servers, kept }) => {
    const goesOn = () => !kept.aborted && servers.some(({ health }) => health.troubles < PATIENCE)
    for (let count = -1; count !== 0 && goesOn(); total += count) {
      await editions.round()
      while (editions.isBusy && goesOn()) await ports.sleep(SHORT_ROUND_MS, kept)
      count = editions.takeCount()
    }
  })
  return total
}

/** So many troubles in a row of every server end a single run: the next one goes on. */
const PATIENCE = 3
const SHORT_ROUND_MS = 50

interface Held {
  ports: HoldPorts
  editions: OpenEditions
  servers: DeliveryServer[]
  /** Aborts when the lease is lost or delivery is to end. */
  kept: AbortSignal
}

async function deliverForEver({ ports, editions, servers, kept }: Held): Promise<void> {
  let idleSince = ports.clock()
  while (!kept.aborted) {
    await editions.round()
    ports.onRound?.()
    if (editions.takeCount() > 0 || editions.isBusy) idleSince = ports.clock()
    if (ports.clock().epochMilliseconds - idleSince.epochMilliseconds > IDLE_MS) await closeIdle(servers)
    await ports.sleep(ROUND_EVERY_MS, kept)
  }
}

function leaseOf({ holder }: HoldPorts, { fence }: { fence: number }): Lease {
  return { name: LEASE, holder, fence }
}

async function whileHeld(
  ports: HoldPorts,
  lease: Lease,
  signal: AbortSignal,
  deliver: (held: Held) => Promise<void>,
): Promise<void> {
  const servers = await openServers(ports)
  const kept = keepLease(ports, lease, signal)
  const editions = new OpenEditions(editionsPorts(ports, lease, servers, signal), kept.signal)
  try {
    await ports.deliveries.interrupted(lease, ports.config.delivery.uncertain, ports.clock())
    await deliver({ ports, editions, servers, kept: kept.signal })
    // A single run that gave a server up must not wait for it here.
    kept.stop()
    await editions.settled()
  } catch (error) {
    if (!ports.isLeaseLost(error)) throw error
  } finally {
    kept.stop()
    // What ended an edition was thrown above; here the others only get to write their last outcomes down.
    await editions.settled().catch(() => {})
    await closeIdle(servers)
    await ports.leases.release(lease)
  }
}

function openServers(ports: HoldPorts): Promise<DeliveryServer[]> {
  return Promise.all(
    ports.mailServers.map(
      async ({ config, connect }) =>
        new DeliveryServer({
          ...ports,
          config,
          connect,
          past: await ports.servers.past(config.name, ports.clock()),
          onTrouble: (sentence, isOpen) => ports.onTrouble(sentence, isOpen, config.name),
          onWell: () => ports.onWell?.(config.name),
          // What a run cannot remember the next one finds out again.
          onLimit: (possible) => void ports.servers.noteLimit(config.name, possible, ports.clock()).catch(() => {}),
        }),
    ),
  )
}

async function closeIdle(servers: DeliveryServer[]): Promise<void> {
  await Promise.all(servers.map(({ connections }) => connections.closeIdle()))
}

function editionsPorts(
  ports: HoldPorts,
  lease: Lease,
  servers: DeliveryServer[],
  stop: AbortSignal,
): OpenEditionsPorts {
  const { limits } = ports.config.delivery
  return {
    ...ports,
    lease,
    servers,
    domainPaces: new Map(Object.entries(limits).map(([domain, rate]) => [domain, statedPace(rate)])),
    silentPages: askSparingly(ports.silentPages, ports.clock),
    onAlarm: (sentence) => ports.onTrouble(sentence, true),
    onNotice: once((sentence) => ports.onTrouble(sentence, false)),
    endsDelivery: (error) => ports.isLeaseLost(error) || ports.isPassing(error) || error instanceof BroadsheetError,
    ledger: new GroupedLedger({
      ...ports,
      ledger: ports.deliveries,
      lease,
      stop,
      onTrouble: (sentence) => ports.onTrouble(sentence, false),
    }),
  }
}

/** Says each sentence once. */
function once(say: (sentence: string) => void): (sentence: string) => void {
  const said = new Set<string>()
  return (sentence) => {
    if (!said.has(sentence)) say(sentence)
    said.add(sentence)
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
