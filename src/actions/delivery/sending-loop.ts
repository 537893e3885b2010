import { isAlarming } from '../../deliveries/alarm.ts'
import { isSurplus } from '../../deliveries/is-surplus.ts'
import type { Outcome } from '../../deliveries/ledger.ts'
import type { SendResult } from '../../deliveries/send-result.ts'
import { sentenceOf, serverTrouble } from '../../deliveries/server-trouble.ts'
import { ReusedBuffer } from '../../messages/reused-buffer.ts'
import type { DeliveryRun, Sendable } from './delivery-run.ts'
import type { DeliveryServer } from './delivery-server.ts'
import type { ServerConnection } from './server-connections.ts'

const LOOKS_EVERY_MS = 200
const WORK_LOOKS_EVERY_MS = 50
const LONGEST_NAP_MS = 1_000

/**
 * Sends messages one after another over one connection of a server, for as long as it may have one: the outcome of the
 * last message and the intent of the next are durable before the next is sent.
 */
export class SendingLoop<Row extends Sendable> {
  readonly #run: DeliveryRun<Row>
  readonly #server: DeliveryServer
  readonly #memory = new ReusedBuffer()
  #connection: ServerConnection | undefined
  #outcome: Outcome | undefined
  #count = 0

  constructor(run: DeliveryRun<Row>, server: DeliveryServer) {
    this.#run = run
    this.#server = server
  }

  /** Until all has been handed out, or the run is to end. How many messages had an outcome. */
  async run(): Promise<number> {
    const { dispatcher, signal, stop } = this.#run
    try {
      for (;;) {
        if (this.#mustWait()) await this.#rest()
        if (signal.aborted || dispatcher.isOver) return this.#count
        const isReady = await this.#makeReady()
        if (isReady) await this.#sendNext()
      }
    } catch (error) {
      stop.abort()
      throw error
    } finally {
      await this.#rest()
    }
  }

  /** An outcome is written, and a connection given back, where no next message follows at once: nothing durable waits for a clock. */
  #mustWait(): boolean {
    const { dispatcher, clock, signal } = this.#run
    if (!this.#connection && !this.#outcome) return false
    return (
      signal.aborted ||
      !this.#connection ||
      this.#server.health.waitMs > 0 ||
      this.#server.wait(clock().epochMilliseconds) > 0 ||
      this.#server.connections.isDue(this.#connection) ||
      !dispatcher.hasNext(this.#server)
    )
  }

  async #rest(): Promise<void> {
    const outcome = this.#outcome
    this.#outcome = undefined
    try {
      if (outcome) await this.#run.ledger.write(outcome, undefined)
    } finally {
      if (this.#connection) this.#server.connections.giveBack(this.#connection)
      this.#connection = undefined
    }
  }

  /** Waits a little, or finds a connection. True: a message may go at once. */
  async #makeReady(): Promise<boolean> {
    const { dispatcher, clock, sleep, signal } = this.#run
    const { health } = this.#server
    const pause = Math.max(health.waitMs && LOOKS_EVERY_MS, this.#server.wait(clock().epochMilliseconds))
    if (pause > 0) await sleep(Math.min(pause, LONGEST_NAP_MS), signal)
    else if (!(await dispatcher.hasWork(this.#server))) await sleep(WORK_LOOKS_EVERY_MS, signal)
    else {
      // Others wait for what this one finds, where the server was in trouble.
      if (!this.#connection) health.probe()
      const { connections } = this.#server
      this.#connection ??= connections.take(this.#run) ?? (await this.#dial())
      if (this.#connection) return !signal.aborted
      await sleep(LOOKS_EVERY_MS, AbortSignal.any([signal, connections.freed]))
    }
    return false
  }

  /** Opens one more connection, with no message in hand: a server may take minutes to greet, or never do. */
  async #dial(): Promise<ServerConnection | undefined> {
    const { dispatcher, signal } = this.#run
    const { connections } = this.#server
    if (!connections.mayDial || dispatcher.atHand(this.#server) <= connections.dialling) return undefined
    const settled = new AbortController()
    const givenUp = this.#givenUp(AbortSignal.any([signal, settled.signal]))
    // Where there is no connection to open, nobody listens to it.
    givenUp.catch(() => {})
    const dialled = await connections.dial(this.#run, givenUp)
    settled.abort()
    if (!dialled) return undefined
    if ('connection' in dialled) return dialled.connection
    if (isSurplus(dialled.failure, { others: connections.open, isNew: true })) connections.refused()
    else this.#troubled(dialled.failure)
    return undefined
  }

  async #givenUp(signal: AbortSignal): Promise<void> {
    const { dispatcher, sleep } = this.#run
    while (!signal.aborted && !dispatcher.isOver) await sleep(LOOKS_EVERY_MS, signal)
  }

  async #sendNext(): Promise<void> {
    const { dispatcher, ledger, clock, sleep, signal } = this.#run
    const server = this.#server
    const connection = this.#connection
    const delivery = await dispatcher.next(server)
    if (!delivery || !connection) {
      await this.#rest()
      await sleep(WORK_LOOKS_EVERY_MS, signal)
      return
    }
    if (server.health.inTrouble || !(await this.#takePermit())) {
      dispatcher.giveBack(delivery)
      return
    }
    try {
      const mail = await this.#run.message(delivery, this.#memory)
      const maySend = await ledger.write(this.#outcome, delivery.id)
      this.#outcome = undefined
      if (!maySend) return
      const gap = server.gap(clock().epochMilliseconds)
      if (gap > 0) await sleep(gap, signal)
      const begunAt = clock().epochMilliseconds
      const result = await connection.smtp.send(mail)
      this.#outcome = this.#outcomeOf(delivery, connection, result, begunAt)
      this.#count++
    } finally {
      dispatcher.done()
    }
  }

  /** Takes leave from the server's rates and the edition's spread; false: not now. */
  async #takePermit(): Promise<boolean> {
    const { clock, spread, sleep, signal } = this.#run
    const now = clock().epochMilliseconds
    const wait = this.#server.wait(now) || spread?.(now) || this.#server.takePermit(now)
    if (wait === 0) return true
    // An outcome does not wait for the next message.
    await this.#rest()
    await sleep(Math.min(wait, LONGEST_NAP_MS), signal)
    return false
  }

  #outcomeOf(delivery: Row, connection: ServerConnection, result: SendResult, begunAt: number): Outcome {
    const { decide, tally, pauseAbove, stop } = this.#run
    const server = this.#server
    const step = decide(delivery, result, server.throttled(keyOf(delivery)))
    const back: Outcome = { deliveryId: delivery.id, step: { state: 'queued' }, server: server.name }
    const others = server.connections.others(connection)
    const isOneTooMany = isSurplus(result, { others, isNew: !connection.isProven })
    const isOver = result.kind === 'failed' || (result.kind === 'refused' && result.reply.code === 421)
    if (isOneTooMany || isOver) this.#drop(connection)
    if (isOneTooMany) {
      server.connections.refused()
      return back
    }
    server.learn(result, keyOf(delivery), begunAt)
    if (result.kind === 'accepted') server.connections.accepted(connection, begunAt)
    if (step.state === 'queued') {
      if ('serverTrouble' in step) this.#troubled(result, step.serverTrouble)
      else if (server.takesNothing) this.#troubled(result, step.throttled)
      return back
    }
    if (result.kind !== 'failed') server.health.well()
    if (step.state === 'accepted' || step.state === 'rejected') tally[step.state]++
    if (isAlarming(tally, pauseAbove)) stop.abort()
    return { deliveryId: delivery.id, step, server: server.name }
  }

  #drop(connection: ServerConnection): void {
    this.#connection = undefined
    this.#server.connections.drop(connection).catch(() => {})
  }

  /** The server's own trouble: what waits for it goes to others, and connections to others that nobody uses make room. */
  #troubled(result: SendResult, sentence = troubleOf(result)): void {
    this.#server.connections.withdraw()
    this.#server.health.trouble(sentence)
    this.#run.dispatcher.release(this.#server)
    for (const other of this.#run.servers) if (other !== this.#server) other.connections.closeIdle().catch(() => {})
  }
}

function troubleOf(result: SendResult): string {
  const trouble = serverTrouble(result)
  return trouble ? sentenceOf(trouble) : 'The mail server ends the connection.'
}

function keyOf({ key, id }: Sendable): number | string {
  return key ?? id
}
