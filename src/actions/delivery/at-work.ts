import type { Temporal } from 'temporal-polyfill'
import type { Config, SmtpConfig } from '../../config/config.ts'
import { BroadsheetError } from '../../config/problem.ts'
import type { Rate } from '../../config/rate.ts'
import type { Lease } from '../../deliveries/ledger.ts'
import { withSlack } from '../../deliveries/pace.ts'
import type { MailConnection } from '../../deliveries/send-result.ts'
import type { ServerPast } from '../../deliveries/server-past.ts'
import type { NewWorker, WorkerLease } from '../../deliveries/worker.ts'
import { askSparingly } from './ask-sparingly.ts'
import { DeliveryServer } from './delivery-server.ts'
import { GroupedLedger, type LedgerRecorder } from './grouped-ledger.ts'
import { type InRounds, together } from './in-rounds.ts'
import { type Keeper, type KeepPorts, keepAlone, SharedKeeper } from './keep-at-work.ts'
import { OpenEditions, type OpenEditionsPorts } from './open-editions.ts'
import { OutboxDelivery, type OutboxPorts } from './outbox-delivery.ts'
import { evenPace } from './server-pace.ts'
import { SharedPace, type SharedPacePorts, sharedRate } from './shared-pace.ts'

type Policy = Config['delivery']['uncertain']

export interface WorkPorts
  extends Omit<
      OpenEditionsPorts,
      | 'ledger'
      | 'worker'
      | 'lease'
      | 'handOut'
      | 'maySettle'
      | 'deliveries'
      | 'servers'
      | 'domainPaces'
      | 'evenPace'
      | 'onAlarm'
      | 'onNotice'
      | 'onWaiting'
      | 'endsDelivery'
    >,
    Omit<KeepPorts, 'config' | 'workers' | 'handOut'> {
  workers: KeepPorts['workers'] & {
    /** Settles what others who are over, all of them where it is `alone`, were sending. */
    begin(worker: NewWorker, policy: Policy, at: Temporal.Instant, alone?: Lease): Promise<WorkerLease>
    end(worker: WorkerLease, policy: Policy, at: Temporal.Instant): Promise<void>
  }
  handOut: KeepPorts['handOut'] & OpenEditionsPorts['handOut']
  /** Which process this is; `holder` is the name by which it holds leases. */
  identity: Omit<NewWorker, 'holder'>
  deliveries: OpenEditionsPorts['deliveries'] & LedgerRecorder
  outbox: OutboxPorts['outbox'] & LedgerRecorder
  compose: OutboxPorts['compose']
  mailServers: { config: SmtpConfig; connect(): MailConnection }[]
  servers: SharedPacePorts['servers'] & {
    past(server: string, now: Temporal.Instant): Promise<ServerPast>
    noteLimit(server: string, connections: number | undefined, at: Temporal.Instant): Promise<void>
  }
  /** Something that may pass; with `tell`, the operator should hear of it at once. */
  onTrouble(sentence: string, tell: boolean, server?: string): void
  /** Something that an operator may want to know, and is as it should be. */
  onNews(sentence: string): void
  /** A server took a message: the first of this run, or after a trouble. */
  onWell?(server: string): void
}

export interface Work {
  sending: InRounds
  servers: DeliveryServer[]
  /** Aborts when the right to deliver is lost, or delivery is to end. */
  kept: AbortSignal
  /** Hands out what there is to hand out. */
  sweep(): Promise<void>
}

/**
 * Delivers as a worker with a lease of its own: alone, on the strength of the delivery lease, or beside others, where that
 * lease is for what one alone may do. Ends, with every outcome written down, when `deliver` does, or when another process
 * took over.
 */
export async function whileAtWork(
  ports: WorkPorts,
  lease: Lease | undefined,
  signal: AbortSignal,
  deliver: (work: Work) => Promise<void>,
): Promise<void> {
  const { workers, config, clock, identity, holder, handOut } = ports
  const { uncertain } = config.delivery
  try {
    const worker = await workers.begin(
      { ...identity, holder },
      uncertain,
      clock(),
      handOut.isShared ? undefined : lease,
    )
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
  lease: Lease | undefined
  worker: WorkerLease
}

async function work(
  ports: WorkPorts,
  leases: Leases,
  signal: AbortSignal,
  deliver: (work: Work) => Promise<void>,
): Promise<void> {
  const paces = pacesOf(ports)
  const servers = await openServers(ports, paces)
  const ledgerOf = (ledger: LedgerRecorder) =>
    new GroupedLedger({
      ...ports,
      ledger,
      worker: leases.worker,
      gatherMs: ports.handOut.isShared ? GATHER_MS : 0,
      stop: signal,
      onTrouble: (sentence) => ports.onTrouble(sentence, false),
    })
  const ledger = ledgerOf(ports.deliveries)
  const outboxLedger = ledgerOf(ports.outbox)
  const keeper = keeperOf(ports, leases, () => ledger.sent + outboxLedger.sent, signal)
  const { kept } = keeper
  const forEditions = editionsPorts(ports, { worker: leases.worker, keeper, servers, paces, ledger })
  const outbox = new OutboxDelivery({ ...ports, ...forEditions, ledger: outboxLedger }, kept)
  const sending = together(outbox, new OpenEditions(forEditions, kept))
  try {
    await deliver({ sending, servers, kept, sweep: () => keeper.sweep() })
    // A single run that gave a server up must not wait for it here.
    keeper.stop()
    await sending.settled()
  } finally {
    keeper.stop()
    // What ended it was thrown above; here the others only get to write their last outcomes down.
    await sending.settled().catch(() => {})
    await closeIdle(servers)
    // What is not given back is counted as if it had been sent.
    await paces.close().catch(() => {})
    await keeper.end()
  }
}

function keeperOf(ports: WorkPorts, { lease, worker }: Leases, sent: () => number, signal: AbortSignal): Keeper {
  if (ports.handOut.isShared) return new SharedKeeper(ports, { worker, lease, sent }, signal)
  if (!lease) throw new Error('who delivers alone has the lease')
  return keepAlone(ports, { worker, lease, sent }, signal)
}

/** What is given to one worker at a time, where several deliver; given back when it ends. */
function pacesOf(ports: WorkPorts) {
  const { isShared } = ports.handOut
  const shared = new Map<string, SharedPace>()
  return {
    ofServer: ({ name, rates, warmUp }: SmtpConfig): SharedPace | undefined => {
      if (!isShared) return undefined
      const pace = new SharedPace(ports, { name: `server ${name}`, server: name, rates, warmUp })
      shared.set(name, pace)
      return pace
    },
    even: (name: string, rate: Rate) => (isShared ? sharedRate(ports, name, rate) : evenPace(rate)),
    close: async () => {
      await Promise.all([...shared.values()].map((pace) => pace.close()))
    },
  }
}

type Paces = ReturnType<typeof pacesOf>

function openServers(ports: WorkPorts, paces: Paces): Promise<DeliveryServer[]> {
  return Promise.all(
    ports.mailServers.map(
      async ({ config, connect }) =>
        new DeliveryServer({
          ...ports,
          config,
          connect,
          past: await ports.servers.past(config.name, ports.clock()),
          pace: paces.ofServer(config),
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

interface Working {
  worker: WorkerLease
  keeper: Keeper
  servers: DeliveryServer[]
  paces: Paces
  ledger: GroupedLedger
}

function editionsPorts(ports: WorkPorts, { worker, keeper, servers, paces, ledger }: Working): OpenEditionsPorts {
  const { limits } = ports.config.delivery
  const lease = () => keeper.lease()
  return {
    ...ports,
    worker,
    lease,
    maySettle: ports.handOut.isShared ? settleSparingly(lease, ports.clock) : () => true,
    servers,
    evenPace: paces.even,
    domainPaces: new Map(
      Object.entries(limits).map(([domain, rate]) => [domain, paces.even(`domain ${domain}`, withSlack(rate))]),
    ),
    away: askSparingly(ports.away, ports.clock),
    onAlarm: (sentence) => ports.onTrouble(sentence, true),
    onNotice: once((sentence) => ports.onTrouble(sentence, false)),
    onWaiting: once((sentence) => ports.onNews(sentence)),
    endsDelivery: (error) => ports.isLeaseLost(error) || ports.isPassing(error) || error instanceof BroadsheetError,
    ledger,
  }
}

const SETTLE_EVERY_MS = 2_000

/** Where others may have what is left of an edition: one of them looks, and not at every turn. */
function settleSparingly(lease: () => unknown, clock: () => Temporal.Instant): (id: number) => boolean {
  const lookedAt = new Map<number, number>()
  return (id) => {
    const now = clock().epochMilliseconds
    if (!lease() || Math.abs(now - (lookedAt.get(id) ?? 0)) < SETTLE_EVERY_MS) return false
    lookedAt.set(id, now)
    return true
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

/** Where a database has other machines to serve, the connections' writes go together: each transaction costs it about as much as each row. */
const GATHER_MS = 3
