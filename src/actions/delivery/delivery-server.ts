import type { Temporal } from 'temporal-polyfill'
import type { SmtpConfig } from '../../config/config.ts'
import type { ServerRule } from '../../deliveries/choose-server.ts'
import type { MailConnection, SendResult } from '../../deliveries/send-result.ts'
import type { ServerPast } from '../../deliveries/server-past.ts'
import { ServerConnections } from './server-connections.ts'
import { ServerHealth, type TroubleNote } from './server-health.ts'
import { type ServerPace, serverPace } from './server-pace.ts'
import { ServerPatience } from './server-patience.ts'

export interface ServerPorts {
  config: Pick<SmtpConfig, 'name' | 'connections' | 'weight' | 'senders' | 'domains' | 'rates' | 'warmUp'>
  past: ServerPast
  /** That of all workers, where several deliver. */
  pace?: ServerPace
  connect(): MailConnection
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
  /** The server's own trouble; `isOpen`: it is so often in a row that nobody should wait for it. */
  onTrouble(sentence: string, isOpen: boolean, note: TroubleNote): void
  /** It answers again, after a trouble of this run or an earlier one. */
  onWell?(): void
  /** So many connections were possible; undefined: all that are configured. */
  onLimit?(possible: number | undefined): void
}

/** A server as delivery uses it: its health, its pace and its connections, which outlive the edition that opened them. */
export class DeliveryServer {
  readonly rule: ServerRule
  readonly health: ServerHealth
  readonly connections: ServerConnections
  readonly #pace: ServerPace
  readonly #patience = new ServerPatience()
  readonly #ports: ServerPorts

  constructor(ports: ServerPorts) {
    const { config, past } = ports
    this.#ports = ports
    this.rule = config
    this.health = new ServerHealth(ports)
    this.#pace = ports.pace ?? serverPace(config, past)
    this.connections = new ServerConnections({
      most: config.connections,
      limit: past.limit,
      connect: ports.connect,
      now: () => this.#now(),
      onLimit: (possible) => ports.onLimit?.(possible),
    })
  }

  get name(): string {
    return this.rule.name
  }

  /** How long at least nothing may be sent through it, in milliseconds, without taking leave. */
  wait(now: number): number {
    return Math.max(this.#pace.wait(now), this.#patience.wait(now))
  }

  /** Takes leave for one message: 0, or the milliseconds after which to ask again. */
  takePermit(now: number): number {
    const wait = this.wait(now)
    if (wait > 0) return wait
    this.#patience.take(now)
    return this.#pace.take(now)
  }

  /** How long a message that has leave waits for the one before it. */
  gap(now: number): number {
    return this.#pace.gap(now)
  }

  /** How often a delivery went back since the server asked for less. */
  throttled(key: number | string): number {
    return this.#patience.throttled(key)
  }

  /** What a result of a message says of the server. @param begunAt when the message was handed over, epoch milliseconds */
  learn(result: SendResult, key: number | string, begunAt: number): void {
    this.#patience.learn(result, key, begunAt, this.#now())
  }

  /** It asked for less several times, and took nothing between: as good as a trouble of its own. */
  get takesNothing(): boolean {
    return this.#patience.isWornOut
  }

  #now(): number {
    return this.#ports.clock().epochMilliseconds
  }
}
