import type { Temporal } from 'temporal-polyfill'
import type { Config, SmtpConfig } from '../../config/config.ts'
import { BroadsheetError } from '../../config/problem.ts'
import type { Lease } from '../../deliveries/ledger.ts'
import type { MailConnection } from '../../deliveries/send-result.ts'
import type { ServerPast } from '../../deliveries/server-past.ts'
import type { NewWorker, WorkerLease } from '../../deliveries/worker.ts'
import { abortWhen } from './abort-when.ts'
import { askSparingly } from './ask-sparingly.ts'
import { DeliveryServer } from './delivery-server.ts'
import { GroupedLedger, type LedgerRecorder } from './grouped-ledger.ts'
import { OpenEditions, type OpenEditionsPorts } from './open-editions.ts'
import { statedPace } from './server-pace.ts'
import { type SettleOverPorts, settleOver } from './settle-over.ts'
import { TTL_MS } from './take-lease.ts'

type Policy = Config['delivery']['uncertain']

export interface WorkPorts
  extends Omit<
    OpenEditionsPorts,
    'ledger' | 'lease' | 'deliveries' | 'servers' | 'domainPaces' | 'onAlarm' | 'onNotice' | 'endsDelivery'
  > {
  leases: {
    renew(lease: Lease, now: Temporal.Instant, ttlMs: number): Promise<boolean>
  }
  workers: SettleOverPorts['workers'] & {
    /** Settles what others who are over, all of them where it is `alone`, were sending. */
    begin(worker: NewWorker, policy: Policy, at: Temporal.Instant, alone?: Lease): Promise<WorkerLease>
    heard(worker: WorkerLease, at: Temporal.Instant): Promise<boolean>
    end(worker: WorkerLease, policy: Policy, at: Temporal.Instant): Promise<void>
  }
  /** Which process this is; `holder` is the name by which it holds leases. */
  identity: Omit<NewWorker, 'holder'>
  holder: string
  isGone: SettleOverPorts['isGone']
  deliveries: OpenEditionsPorts['deliveries'] & LedgerRecorder
  mailServers: { config: SmtpConfig; connect(): MailConnection }[]
  servers: {
    past(server: string, now: Temporal.Instant): Promise<ServerPast>
    noteLimit(server: string, connections: number | undefined, at: Temporal.Instant): Promise<void>
  }
  isPassing(error: unknown): boolean
  /** A write was refused since this process was declared over: delivery is not its business any more. */
  isLeaseLost(error: unknown): boolean
  /** Something that may pass; with `tell`, the operator should hear of it at once. */
  onTrouble(sentence: string, tell: boolean, server?: string): void
  /** A server took a message: the first of this run, or after a trouble. */
  onWell?(server: string): void
}

const RENEW_EVERY_MS = 10_000

export interface Work {
  editions: OpenEditions
  servers: DeliveryServer[]
  /** Aborts when the right to deliver is lost, or delivery is to end. */
  kept: AbortSignal
}

/**
 * Delivers as a worker with a lease of its own, on the strength of the delivery lease. Ends, with every outcome written
 * down, when `deliver` does, or when another process took over.
 */
export async function whileAtWork(
  ports: WorkPorts,
  lease: Lease,
  signal: AbortSignal,
  deliver: (work: Work) => Promise<void>,
): Promise<void> {
  const { workers, config, clock, identity, holder } = ports
  const { uncertain } = config.delivery
  try {
    const worker = await workers.begin({ ...identity, holder }, uncertain, clock(), lease)
    try {
      await work(ports, { lease, worker }, signal, deliver)
    } finally {
      await workers.end(worker, uncertain, clock())
    }
  } catch (error) {
    if (!ports.isLeaseLost(error)) throw error
  }
}

interface Leases {
  lease: Lease
  worker: WorkerLease
}

async function work(
  ports: WorkPorts,
  leases: Leases,
  signal: AbortSignal,
  deliver: (work: Work) => Promise<void>,
): Promise<void> {
  const servers = await openServers(ports)
  const kept = keepLeases(ports, leases, signal)
  const editions = new OpenEditions(editionsPorts(ports, leases, servers, signal), kept.signal)
  try {
    await deliver({ editions, servers, kept: kept.signal })
    // A single run that gave a server up must not wait for it here.
    kept.stop()
    await editions.settled()
  } finally {
    kept.stop()
    // What ended an edition was thrown above; here the others only get to write their last outcomes down.
    await editions.settled().catch(() => {})
    await closeIdle(servers)
  }
}

function openServers(ports: WorkPorts): Promise<DeliveryServer[]> {
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

export async function closeIdle(servers: DeliveryServer[]): Promise<void> {
  await Promise.all(servers.map(({ connections }) => connections.closeIdle()))
}

function editionsPorts(
  ports: WorkPorts,
  { lease, worker }: Leases,
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
      worker,
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

/** Renews both leases, and looks after other workers; aborts when one was lost, for then another process delivers. */
function keepLeases(ports: WorkPorts, { lease, worker }: Leases, signal: AbortSignal) {
  const { leases, workers, clock, sleep } = ports
  return abortWhen(signal, {
    everyMs: RENEW_EVERY_MS,
    sleep,
    isOver: async () => {
      if (!(await leases.renew(lease, clock(), TTL_MS)) || !(await workers.heard(worker, clock()))) return true
      await settleOver(ports, worker)
      return false
    },
  })
}
