import {
  allowedConnections,
  type ConnectionLimit,
  NO_LIMIT,
  provenOpen,
  refusedBeside,
} from '../../deliveries/connection-limit.ts'
import type { MailConnection, SendResult } from '../../deliveries/send-result.ts'

export interface ConnectionsPorts {
  /** As configured. */
  most: number
  limit?: ConnectionLimit
  connect(): MailConnection
  /** Epoch milliseconds. */
  now(): number
  onLimit(possible: number | undefined): void
}

/** A server that is slow to greet must not keep others from being dialled for longer. */
const PATIENT_MS = 10_000
/** Who has several users waiting for a connection gets it for so long at least. */
const TURN_MS = 1_000
const ASKED_LATELY_MS = 500

/** A connection that several editions share in turn. */
export interface ServerConnection {
  smtp: MailConnection
  /** A message was accepted on it: the server let us have it for good. */
  isProven: boolean
  isLent: boolean
  /** Who has it, or had it last; since when, in epoch milliseconds. */
  user: object | undefined
  takenAt: number
}

interface Use {
  held: number
  /** When it last asked for a connection in vain. */
  askedAt: number
}

/**
 * A server's open connections, shared by all editions. Those that are open are used before others are dialled, one more at
 * a time for each that is open, and no more than the server was found to bear.
 */
export class ServerConnections {
  readonly most: number
  readonly #ports: ConnectionsPorts
  readonly #open = new Set<ServerConnection>()
  readonly #idle: ServerConnection[] = []
  readonly #dials = new Set<{ since: number }>()
  readonly #uses = new Map<object, Use>()
  #freed = new AbortController()
  #limit: ConnectionLimit
  /** The limit before refusals that no accepted message has followed yet: all of it may be the server's end. */
  #unsure: { before: ConnectionLimit; at: number } | undefined

  constructor(ports: ConnectionsPorts) {
    this.#ports = ports
    this.most = ports.most
    this.#limit = ports.limit ?? NO_LIMIT
  }

  get open(): number {
    return this.#open.size
  }

  /** Aborts when next a connection may be had that was another's: whoever waits for one looks again. */
  get freed(): AbortSignal {
    return this.#freed.signal
  }

  get dialling(): number {
    return this.#dials.size
  }

  /** How many are open beside this one. */
  others(connection: ServerConnection): number {
    return this.#open.size - (this.#open.has(connection) ? 1 : 0)
  }

  /** An open one that nobody uses; undefined where there is none, or where it is another's turn. */
  take(user: object): ServerConnection | undefined {
    const connection = this.#idle.at(-1)
    if (!connection || this.#isTurnOfAnother(user, connection.user === user)) return this.#askLater(user)
    this.#idle.pop()
    return this.#lend(connection, user)
  }

  get mayDial(): boolean {
    const now = this.#ports.now()
    const inTime = [...this.#dials].filter(({ since }) => now - since < PATIENT_MS).length
    const total = this.#open.size + this.#dials.size
    return (
      this.#idle.length === 0 &&
      inTime < Math.max(1, this.#open.size) &&
      total < allowedConnections(this.#limit, this.#ports.most, now)
    )
  }

  /**
   * Opens one more, for `user`. @returns what stood against it, where something did; undefined where `isGivenUp` resolved
   * first
   */
  async dial(
    user: object,
    givenUp: Promise<void>,
  ): Promise<{ connection: ServerConnection } | { failure: SendResult } | undefined> {
    const dial = { since: this.#ports.now() }
    this.#dials.add(dial)
    try {
      const smtp = this.#ports.connect()
      const answer = await Promise.race([smtp.open().then((failure) => ({ failure })), givenUp])
      if (answer && !answer.failure) {
        const connection = { smtp, isProven: false, isLent: false, user: undefined, takenAt: 0 }
        this.#open.add(connection)
        return { connection: this.#lend(connection, user) }
      }
      // Whether or not it comes to an end: nobody waits for that.
      smtp.close().catch(() => {})
      return answer?.failure && { failure: answer.failure }
    } finally {
      this.#dials.delete(dial)
    }
  }

  giveBack(connection: ServerConnection): void {
    this.#release(connection)
    if (this.#open.has(connection)) this.#idle.push(connection)
    this.#tellFreed()
  }

  /** It is not used any more; for one that is open, QUIT is said. */
  async drop(connection: ServerConnection): Promise<void> {
    this.#release(connection)
    this.#open.delete(connection)
    await connection.smtp.close()
  }

  /** The server took no more than those that are open; sure when one of them has another message accepted. */
  refused(): void {
    const now = this.#ports.now()
    this.#unsure = { before: this.#unsure?.before ?? this.#limit, at: now }
    this.#limit = refusedBeside(this.#limit, this.#open.size, now)
  }

  /** None is left: what looked like a limit was the server's own trouble. */
  withdraw(): void {
    if (this.#unsure) this.#limit = this.#unsure.before
    this.#unsure = undefined
  }

  /** A message was accepted on it. @param begunAt when it was handed over */
  accepted(connection: ServerConnection, begunAt: number): void {
    if (this.#unsure && begunAt > this.#unsure.at) {
      const { before } = this.#unsure
      this.#unsure = undefined
      if (before.possible !== this.#limit.possible) this.#ports.onLimit(this.#limit.possible)
    }
    if (connection.isProven) return
    connection.isProven = true
    const proven = [...this.#open].filter(({ isProven }) => isProven).length
    const limit = provenOpen(this.#limit, proven, this.#ports.most, this.#ports.now())
    if (limit.possible !== this.#limit.possible) this.#ports.onLimit(limit.possible)
    this.#limit = limit
  }

  /** Whether another edition should have this one for a while. */
  isDue(connection: ServerConnection): boolean {
    if (this.#uses.size < 2 || !connection.user) return false
    if (this.#ports.now() - connection.takenAt < TURN_MS) return false
    const { held } = this.#useOf(connection.user)
    return this.#waiting(connection.user).some((other) => other.held < held)
  }

  /** The user asks for no more. */
  leave(user: object): void {
    this.#uses.delete(user)
    this.#tellFreed()
  }

  async closeIdle(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((connection) => this.drop(connection)))
  }

  #tellFreed(): void {
    const freed = this.#freed
    this.#freed = new AbortController()
    freed.abort()
  }

  #lend(connection: ServerConnection, user: object): ServerConnection {
    this.#useOf(user).held++
    connection.isLent = true
    connection.user = user
    connection.takenAt = this.#ports.now()
    return connection
  }

  #release(connection: ServerConnection): void {
    const use = connection.isLent && connection.user && this.#uses.get(connection.user)
    if (use && use.held > 0) use.held--
    connection.isLent = false
  }

  #askLater(user: object): undefined {
    this.#useOf(user).askedAt = this.#ports.now()
  }

  #useOf(user: object): Use {
    const known = this.#uses.get(user) ?? { held: 0, askedAt: Number.NEGATIVE_INFINITY }
    this.#uses.set(user, known)
    return known
  }

  #waiting(user: object): Use[] {
    const since = this.#ports.now() - ASKED_LATELY_MS
    return [...this.#uses].filter(([other, { askedAt }]) => other !== user && askedAt > since).map(([, use]) => use)
  }

  #isTurnOfAnother(user: object, hadIt: boolean): boolean {
    if (this.#uses.size < 2) return false
    const { held } = this.#useOf(user)
    return this.#waiting(user).some((other) => other.held < held || (hadIt && other.held === held))
  }
}
