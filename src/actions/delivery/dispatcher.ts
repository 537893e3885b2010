import { domainOf, nextByWeight, serversFor } from '../../deliveries/choose-server.ts'
import type { DeliveryQueue } from './delivery-queue.ts'
import type { DeliveryServer } from './delivery-server.ts'

export interface DispatchPorts<Row extends { id: number; address: string }> {
  feed: DeliveryQueue<Row>
  servers: DeliveryServer[]
  /** Envelope sender: a server may be for some senders only. */
  senderOf(row: Row): string
  /** Recipients' domain → asks for leave for one message: 0, or milliseconds to wait. */
  domainPaces: Map<string, (now: number) => number>
  now(): number
}

/** So many deliveries wait for one server before others are looked for. */
const QUEUE = 50
/** So many deliveries to domains at their limit are put aside, so that those behind them can go. */
const ASIDE = 5_000

/** Deliveries to a domain at its limit: asked at the one time, it may be sent to again at the other. */
interface Aside<Row> {
  askedAt: number
  readyAt: number
  rows: Row[]
}

/** A clock that is set back ends the wait, which would else last as long as the clock went back. */
function isDue({ askedAt, readyAt, rows }: Aside<unknown>, now: number): boolean {
  return rows.length > 0 && (readyAt <= now || now < askedAt)
}

/**
 * Hands deliveries to servers: by weight among those that are well and may take them, and those of a domain at its limit
 * later. What waits for a server that falls ill goes to the others.
 */
export class Dispatcher<Row extends { id: number; address: string }> {
  readonly #ports: DispatchPorts<Row>
  readonly #queues = new Map<string, Row[]>()
  readonly #credits = new Map<string, number>()
  /** By domain. */
  readonly #aside = new Map<string, Aside<Row>>()
  #asideCount = 0
  #returned: Row[] = []
  #inHand = 0

  constructor(ports: DispatchPorts<Row>) {
    this.#ports = ports
    for (const { name } of ports.servers) this.#queues.set(name, [])
  }

  /** Is there something for this server without a wait? */
  hasNext(server: DeliveryServer): boolean {
    return this.#queue(server).length > 0 || this.#returned.length > 0 || this.#ports.feed.hasNext
  }

  /** How many may be handed out without a query. */
  atHand(server: DeliveryServer): number {
    return this.#queue(server).length + this.#returned.length + this.#ports.feed.atHand
  }

  /** Fetches more where nothing is at hand. False: there is nothing for this server at this moment. */
  async hasWork(server: DeliveryServer): Promise<boolean> {
    if (this.hasNext(server)) return true
    await this.#ports.feed.peek()
    return this.hasNext(server) || this.#fromAsideIsDue()
  }

  /** The next delivery for a server; undefined when there is none for it at this moment. */
  async next(server: DeliveryServer): Promise<Row | undefined> {
    for (;;) {
      const row = this.#queue(server).shift()
      if (row) return this.#handOut(row)
      if (!(await this.#assignOne())) return undefined
    }
  }

  /** A delivery that was handed out has its outcome, or will not be sent. */
  done(): void {
    this.#inHand--
  }

  /** A delivery that was handed out goes to whoever can take it: nothing was sent. */
  giveBack(row: Row): void {
    this.#inHand--
    this.#returned.push(row)
  }

  /** A server fell ill: others take what waits for it. */
  release(server: DeliveryServer): void {
    this.#returned.push(...this.#queue(server).splice(0))
  }

  #handOut(row: Row): Row {
    this.#inHand++
    return row
  }

  #queue({ name }: DeliveryServer): Row[] {
    return this.#queues.get(name) ?? []
  }

  /** Nothing is left to hand out, and nothing that was handed out can come back. */
  get isOver(): boolean {
    const isQueued = [...this.#queues.values()].some((rows) => rows.length > 0)
    const isFed = this.#ports.feed.hasNext || !this.#ports.feed.hasEnded
    return !isFed && !isQueued && this.#asideCount === 0 && this.#returned.length === 0 && this.#inHand === 0
  }

  /** Puts one delivery before a server. False: none may be assigned at this moment. */
  async #assignOne(): Promise<boolean> {
    const row = await this.#nextRow()
    if (!row) return false
    const server = this.#choose(row)
    if (server) this.#queue(server).push(row)
    else this.#returned.unshift(row)
    return server !== undefined
  }

  async #nextRow(): Promise<Row | undefined> {
    const now = this.#ports.now()
    const returned = this.#returned.shift()
    if (returned) return returned
    const ready = this.#fromAside(now)
    if (ready) return ready
    while (this.#asideCount < ASIDE) {
      const row = await this.#ports.feed.next()
      if (!row) return undefined
      const wait = this.#ports.domainPaces.get(domainOf(row.address))?.(now) ?? 0
      if (wait === 0) return row
      this.#putAside(row, now, wait)
    }
    return undefined
  }

  #fromAsideIsDue(): boolean {
    const now = this.#ports.now()
    return this.#asideCount > 0 && [...this.#aside.values()].some((aside) => isDue(aside, now))
  }

  #fromAside(now: number): Row | undefined {
    for (const [domain, aside] of this.#aside) {
      if (!isDue(aside, now)) continue
      const wait = this.#ports.domainPaces.get(domain)?.(now) ?? 0
      Object.assign(aside, { askedAt: now, readyAt: now + wait })
      if (wait > 0) continue
      this.#asideCount--
      return aside.rows.shift()
    }
    return undefined
  }

  #putAside(row: Row, now: number, wait: number): void {
    const domain = domainOf(row.address)
    const aside = this.#aside.get(domain) ?? { askedAt: now, readyAt: now + wait, rows: [] }
    aside.rows.push(row)
    this.#aside.set(domain, aside)
    this.#asideCount++
  }

  /** By weight among those that can take it now; where none is well, it waits for the one that is for it. */
  #choose(row: Row): DeliveryServer | undefined {
    const [only, ...others] = this.#ports.servers
    if (only && others.length === 0) return this.#queue(only).length < QUEUE ? only : undefined
    const rules = serversFor(
      this.#ports.servers.map(({ rule }) => rule),
      this.#ports.senderOf(row),
      row.address,
    )
    const names = new Set(rules.map(({ name }) => name))
    const fitting = this.#ports.servers.filter(({ name }) => names.size === 0 || names.has(name))
    const now = this.#ports.now()
    const free = fitting.filter((server) => this.#queue(server).length < QUEUE)
    const well = free.filter((server) => !server.health.inTrouble && server.wait(now) < RESTS_FROM_MS)
    const candidates = well.length > 0 ? well : free
    const chosen = nextByWeight(
      candidates.map(({ rule }) => rule),
      this.#credits,
    )
    return candidates.find(({ name }) => name === chosen?.name)
  }
}

/** A server that may send nothing for this long is passed over, as one in trouble is. */
const RESTS_FROM_MS = 5_000
