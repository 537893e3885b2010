import { setTimeout as pause } from 'node:timers/promises'
import type { Seeded } from '../seeded.ts'
import type { ChaosDatabase } from './database.ts'
import type { Departure, Disturbance, Pause } from './evidence.ts'
import { firstLine } from './first-line.ts'
import { KeptProcess } from './kept-process.ts'
import type { Glance } from './ledger.ts'
import { portsOf } from './ports-of.ts'
import type { Ended, Product, ProductRun } from './product.ts'
import type { ProductClock } from './product-clock.ts'
import type { ChaosPublication } from './publication.ts'
import type { RelayProcess } from './relay-process.ts'

export interface Stage {
  random: Seeded
  publication: ChaosPublication
  product: Product
  relay: RelayProcess
  clock: ProductClock
  database: ChaosDatabase
  relayLogFile: string
  webPort: number
  /** How many `broadsheet worker` deliver beside `serve`. */
  workers: number
  /** As configured, of all processes that deliver at once. */
  connections: number
  say(sentence: string): void
}

/** Longer than the product's lease on delivery runs, and than a worker may be silent. */
export const LEASE_MS = 31_000
/** After this long the product has renewed its lease. */
const RENEWAL_MS = 12_000

const COMMAND_WITHIN_MS = 60_000

export interface DisturbOptions {
  /** It may go on for so many milliseconds more: the connections that the product may open then count. */
  after?: number
  isStall?: boolean
  /** Those of stopped processes alone; default: any. None: it must cost no answer. */
  ports?: number[]
}

/**
 * Somebody who runs a publication, and whom everything happens to: keeps a `serve` and its workers alive as systemd
 * would, and an edition on its way, and writes down what could cost an answer.
 */
export class Operator {
  readonly stage: Stage
  readonly disturbances: Disturbance[] = []
  readonly departures: Departure[] = []
  readonly pauses: Pause[] = []
  readonly serve: KeptProcess
  readonly workers: KeptProcess[]
  #sending: Promise<unknown> | undefined
  #isOver = false

  constructor(stage: Stage) {
    this.stage = stage
    this.serve = new KeptProcess({ ...stage, name: 'serve', args: ['serve'] })
    this.workers = Array.from(
      { length: stage.workers },
      (_, index) => new KeptProcess({ ...stage, name: `worker-${index + 1}`, args: ['worker'] }),
    )
  }

  /** Keeps `serve` and the workers running, until `rest()`. */
  keepServing(): void {
    for (const kept of [this.serve, ...this.workers]) kept.keep()
  }

  /** All end politely. */
  async rest(): Promise<void> {
    await Promise.all([this.serve, ...this.workers].map((kept) => kept.rest()))
  }

  /** Publishes, and has an edition started, whenever little is left to send. */
  async keepSending(): Promise<void> {
    const { publication } = this.stage
    while (!this.#isOver) {
      await pause(1_000)
      const { untried, editions } = await this.glance()
      if (this.#sending || untried > publication.readers.length / 4) continue
      // Posts pile up while one send after another is killed, until the product asks whether that is meant.
      const held = editions.find(({ state }) => state === 'held')
      if (held) await this.did('release', held.name)
      else if (!editions.some(({ state }) => state === 'approved')) this.#send(editions.length)
    }
  }

  /** Where a send was killed before it made an edition, the post is still there to be sent. */
  #send(editionCount: number): void {
    const { publication, clock, say } = this.stage
    if (editionCount >= publication.postCount) publication.writePost(clock.now())
    this.#sending = this.#ran('send', 'weekly', '--yes').then(({ exitCode, signal, stderr }) => {
      this.#sending = undefined
      if (exitCode) say(`send ended with ${exitCode}: ${firstLine(stderr)}`)
      else if (signal) say(`send ended by ${signal}`)
    })
  }

  /** No new editions. */
  finish(): void {
    this.#isOver = true
  }

  glance(): Promise<Glance> {
    return this.stage.database.ledger.glance()
  }

  /** Waits, though not for ever, until mails flow, and then a moment that chance chooses. */
  async inFullFlow(): Promise<void> {
    const { relay, random } = this.stage
    for (let tries = 0; tries < 50; tries++) {
      const { takenCount } = await relay.tell('count')
      await pause(100)
      if ((await relay.tell('count')).takenCount > takenCount + 2) break
    }
    await pause(random.between(0, 200))
  }

  /** Runs a command; says what it complained of. True where it did what it should. */
  async did(...args: string[]): Promise<boolean> {
    const { exitCode, signal, stderr } = await this.#ran(...args)
    if (exitCode !== 0) this.stage.say(`${args.join(' ')} ended with ${exitCode ?? signal}: ${firstLine(stderr)}`)
    return exitCode === 0
  }

  /** Not for ever: one that meets a stopped process may wait as long as that does. Some deliver: to end them can cost answers. */
  async #ran(...args: string[]): Promise<Ended> {
    const run = this.stage.product.start(...args)
    const limit = setTimeout(() => void this.kill('command killed', [run]), COMMAND_WITHIN_MS)
    return run.ended.finally(() => clearTimeout(limit))
  }

  /** Does what can cost answers, and writes down how many: those of the connections open then. */
  async disturb(
    what: string,
    work: () => Promise<void> | void,
    { after = 0, isStall = false, ports }: DisturbOptions = {},
  ): Promise<void> {
    const openConnections = async () => ports?.length ?? (await this.stage.relay.tell('count')).openConnections
    const atFirst = await openConnections()
    const disturbance: Disturbance = {
      what,
      from: Date.now(),
      until: Number.POSITIVE_INFINITY,
      connections: atFirst,
      ports,
      isStall,
    }
    this.disturbances.push(disturbance)
    try {
      await work()
    } finally {
      // Those that came meanwhile are as good as open: another process took over.
      const most = !ports && after > 0 ? this.stage.connections : 0
      disturbance.connections = Math.max(atFirst, await openConnections(), most)
      disturbance.until = Date.now() + after
    }
  }

  /** SIGKILL, with the connections known that are open at that moment. */
  async kill(what: string, victims: ProductRun[]): Promise<void> {
    const ports = this.stop(victims)
    await this.disturb(
      what,
      async () => {
        for (const { process } of victims) process.kill('SIGKILL')
        await Promise.all(victims.map(({ ended }) => ended))
      },
      { ports },
    )
  }

  /** Workers that run, with mails under way first. */
  runningWorkers(): ProductRun[] {
    const running = this.workers.flatMap(({ run }) => run ?? [])
    const counts = new Map(running.map((run) => [run, this.#portsOf([run])?.length ?? 0]))
    return running.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))
  }

  #portsOf(runs: ProductRun[]): number[] | undefined {
    const pids = runs.flatMap(({ process }) => process.pid ?? [])
    return portsOf(pids, this.stage.relay.port)
  }

  /** Stops processes, and gives the connections that they have to the relay, where the system tells. */
  stop(runs: ProductRun[]): number[] | undefined {
    for (const { process } of runs) process.kill('SIGSTOP')
    return this.#portsOf(runs)
  }

  /** The lease of who was killed runs out: in half a minute, or at once by the clock. */
  async outwaitLease(): Promise<void> {
    const { random, say } = this.stage
    if (random.chance(0.1)) {
      say('waiting for the lease to run out')
      await pause(LEASE_MS)
      return
    }
    await pause(random.between(0, 2_000))
    await this.setClock(LEASE_MS)
  }

  /**
   * A lease seems to have run out, until its holder renews it: another process may take over. With a server, everybody's
   * is set, and who lives is not taken for silent.
   */
  async setClock(milliseconds: number): Promise<void> {
    const { database, say } = this.stage
    const options = database.server ? { ports: [] } : { after: RENEWAL_MS }
    await this.disturb('clock', () => this.#jump(milliseconds), options)
    const seconds = Math.round(Math.abs(milliseconds) / 1000)
    say(`set the clock ${milliseconds > 0 ? 'ahead' : 'back'} by ${seconds} s`)
  }

  async #jump(milliseconds: number): Promise<void> {
    const { clock, database } = this.stage
    clock.jump(milliseconds)
    await database.server?.setClock(clock.offset)
  }
}
