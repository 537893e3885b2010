import type { Temporal } from 'temporal-polyfill'
import type { SmtpConfig } from '../../config/config.ts'
import type { ServerRule } from '../../deliveries/choose-server.ts'
import type { OutgoingMail, SendResult } from '../../deliveries/send-result.ts'
import { asksForLess, FULL_SPEED, type ServerSpeed, slower, speedAt } from '../../deliveries/server-speed.ts'
import { ServerHealth } from './server-health.ts'
import { type ServerPace, type ServerPast, serverPace } from './server-pace.ts'

export interface MailConnection {
  /** Never throws: what went wrong is in the result. */
  send(mail: OutgoingMail): Promise<SendResult>
  close(): Promise<void>
}

export interface ServerPorts {
  config: Pick<SmtpConfig, 'name' | 'connections' | 'weight' | 'senders' | 'domains' | 'rates' | 'warmUp' | 'messages'>
  past: ServerPast
  connect(): MailConnection
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** The server's own trouble; `isOpen`: it is so often in a row that nobody should wait for it. */
  onTrouble(sentence: string, isOpen: boolean): void
}

/**
 * A server as delivery uses it: its health, its pace, its speed and its kept-open connections, which outlive the edition
 * that opened them.
 */
export class DeliveryServer {
  readonly rule: ServerRule
  readonly health: ServerHealth
  readonly pace: ServerPace
  readonly connections: number
  readonly #ports: ServerPorts
  #speed: ServerSpeed = FULL_SPEED
  #idle: UsedConnection[] = []
  #lent = 0

  constructor(ports: ServerPorts) {
    this.#ports = ports
    this.rule = ports.config
    this.connections = ports.config.connections
    this.health = new ServerHealth(ports)
    this.pace = serverPace(ports.config, ports.past)
  }

  get name(): string {
    return this.rule.name
  }

  /** One that was kept open, else a new one, for the borrower alone; undefined when all are lent. */
  borrow(): UsedConnection | undefined {
    if (this.#lent >= this.connections) return undefined
    this.#lent++
    return this.#idle.pop() ?? new UsedConnection(() => this.#ports.connect(), this.#ports.config.messages)
  }

  giveBack(connection: UsedConnection): void {
    this.#lent--
    this.#idle.push(connection)
  }

  async closeIdle(): Promise<void> {
    const idle = this.#idle
    this.#idle = []
    await Promise.all(idle.map((connection) => connection.close()))
  }

  /** What a result says of the server itself. */
  learn(result: SendResult): void {
    if (result.kind === 'refused' && asksForLess(result.reply)) this.#speed = slower(this.#speed, this.#now())
  }

  /** At this speed, is the lane of this number used? The first one always is. */
  wants(lane: number): boolean {
    return lane === 0 || lane < Math.floor(this.#lanes())
  }

  /** At a speed below one connection's, how long it rests between two messages. */
  get restMs(): number {
    const lanes = this.#lanes()
    return lanes < 1 ? Math.round(1000 / lanes - 1000) : 0
  }

  #lanes(): number {
    this.#speed = speedAt(this.#speed, this.#now())
    return this.#speed.share * this.connections
  }

  #now(): number {
    return this.#ports.clock().epochMilliseconds
  }
}

/** A connection that is made anew after so many messages. */
export class UsedConnection {
  readonly #open: () => MailConnection
  readonly #most: number
  #connection: MailConnection | undefined
  #count = 0

  constructor(open: () => MailConnection, most = Number.POSITIVE_INFINITY) {
    this.#open = open
    this.#most = most
  }

  async send(mail: OutgoingMail): Promise<SendResult> {
    if (this.#count >= this.#most) await this.close()
    this.#connection ??= this.#open()
    this.#count++
    return this.#connection.send(mail)
  }

  async close(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    this.#count = 0
    await connection?.close()
  }
}
