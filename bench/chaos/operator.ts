import { setTimeout as pause } from 'node:timers/promises'
import type { Seeded } from '../seeded.ts'
import type { Departure, Disturbance, Pause } from './evidence.ts'
import type { Glance, LedgerReader } from './ledger.ts'
import type { Product, ProductRun } from './product.ts'
import type { ProductClock } from './product-clock.ts'
import type { ChaosPublication } from './publication.ts'
import type { RelayProcess } from './relay-process.ts'
import type { SmallDisk } from './small-disk.ts'

export interface Stage {
  random: Seeded
  publication: ChaosPublication
  product: Product
  relay: RelayProcess
  clock: ProductClock
  disk: SmallDisk | undefined
  ledger: LedgerReader
  relayLogFile: string
  webPort: number
  /** As configured. */
  connections: number
  say(sentence: string): void
}

/** Longer than the product's lease on delivery runs. */
export const LEASE_MS = 31_000
/** After this long the product has renewed its lease. */
const RENEWAL_MS = 12_000

/**
 * Somebody who runs a publication, and whom everything happens to: keeps a `serve` alive as systemd would, and an
 * edition on its way, and writes down what could cost an answer.
 */
export class Operator {
  readonly stage: Stage
  readonly disturbances: Disturbance[] = []
  readonly departures: Departure[] = []
  readonly pauses: Pause[] = []
  #server: ProductRun | undefined
  #serving: Promise<void> | undefined
  #mayServe = false
  #sending: Promise<unknown> | undefined
  #isOver = false

  constructor(stage: Stage) {
    this.stage = stage
  }

  /** Keeps a `serve` running, and starts it anew when it ends, until `rest()`. */
  keepServing(): void {
    this.#mayServe = true
    this.#serving ??= this.#serveAgainAndAgain().finally(() => {
      this.#serving = undefined
    })
  }

  /** Tells `serve` to end, and waits until it has; it promises that within ten seconds. */
  async rest(): Promise<void> {
    this.#mayServe = false
    const server = this.#server
    server?.process.kill('SIGTERM')
    const late = setTimeout(() => {
      this.stage.product.misdeeds.push('serve did not end within 15 seconds of SIGTERM')
      server?.process.kill('SIGKILL')
    }, 15_000)
    await this.#serving
    clearTimeout(late)
  }

  /** Publishes, and has an edition started, whenever little is left to send. */
  async keepSending(): Promise<void> {
    const { publication } = this.stage
    while (!this.#isOver) {
      await pause(1_000)
      const { untried, editions } = this.glance()
      if (this.#sending || untried > publication.readers.length / 4) continue
      // Posts pile up while one send after another is killed, until the product asks whether that is meant.
      const held = editions.find(({ state }) => state === 'held')
      if (held) await this.did('release', held.name)
      else if (!editions.some(({ state }) => state === 'approved')) this.#send(editions.length)
    }
  }

  /** Where a send was killed before it made an edition, the post is still there to be sent. */
  #send(editionCount: number): void {
    const { publication, product, clock, say } = this.stage
    if (editionCount >= publication.postCount) publication.writePost(clock.now())
    this.#sending = product.run('send', 'weekly', '--yes').then(({ exitCode, signal, stderr }) => {
      this.#sending = undefined
      if (exitCode) say(`send ended with ${exitCode}: ${firstLine(stderr)}`)
      else if (signal) say(`send ended by ${signal}`)
    })
  }

  /** No new editions. */
  finish(): void {
    this.#isOver = true
  }

  glance(): Glance {
    return this.stage.ledger.glance()
  }

  /** Waits, though not for ever, until mails flow, and then a moment that chance chooses. */
  async inFullFlow(): Promise<void> {
    const { relay, random } = this.stage
    for (let tries = 0; tries < 50; tries++) {
      const { takenCount } = await relay.tell('count')
      await pause(100)
      if ((await relay.tell('count')).takenCount > takenCount + 5) break
    }
    await pause(random.between(0, 200))
  }

  /** Runs a command; says what it complained of. True where it did what it should. */
  async did(...args: string[]): Promise<boolean> {
    const { exitCode, signal, stderr } = await this.stage.product.run(...args)
    if (exitCode !== 0) this.stage.say(`${args.join(' ')} ended with ${exitCode ?? signal}: ${firstLine(stderr)}`)
    return exitCode === 0
  }

  /**
   * Does what can cost answers, and writes down how many: those of the connections open then. Where it may go on for
   * `after` milliseconds more, the connections that the product may open count.
   */
  async disturb(
    what: string,
    work: () => Promise<void> | void,
    { after = 0, isStall = false }: { after?: number; isStall?: boolean } = {},
  ): Promise<void> {
    const { openConnections } = await this.stage.relay.tell('count')
    const disturbance: Disturbance = {
      what,
      from: Date.now(),
      until: Number.POSITIVE_INFINITY,
      connections: openConnections,
      isStall,
    }
    this.disturbances.push(disturbance)
    try {
      await work()
    } finally {
      // Those that came meanwhile are as good as open: another process took over.
      const atEnd = (await this.stage.relay.tell('count')).openConnections
      disturbance.connections = Math.max(openConnections, atEnd, after > 0 ? this.stage.connections : 0)
      disturbance.until = Date.now() + after
    }
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

  /** A lease seems to have run out, until its holder renews it: another process may take over. */
  async setClock(milliseconds: number): Promise<void> {
    await this.disturb('clock', () => this.stage.clock.jump(milliseconds), { after: RENEWAL_MS })
    const seconds = Math.round(Math.abs(milliseconds) / 1000)
    this.stage.say(`set the clock ${milliseconds > 0 ? 'ahead' : 'back'} by ${seconds} s`)
  }

  async #serveAgainAndAgain(): Promise<void> {
    const { product, say } = this.stage
    while (this.#mayServe) {
      this.#server = product.start('serve')
      const { exitCode, signal, stderr } = await this.#server.ended
      this.#server = undefined
      if (this.#mayServe && !signal) say(`serve ended by itself with ${exitCode}: ${firstLine(stderr)}`)
      await pause(500)
    }
  }
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? ''
}
