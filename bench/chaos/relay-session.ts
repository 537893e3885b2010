import { setTimeout as pause } from 'node:timers/promises'
import type { SecureContext } from 'node:tls'
import type { Seeded } from '../seeded.ts'
import { drawFault, type Fault, type Phase } from './faults.ts'
import type { Heard, RelayLog } from './relay-log.ts'
import type { Wire } from './wire.ts'

export interface SessionPorts {
  wire: Wire
  connection: number
  /** Of the sender's end. */
  port: number
  random: Seeded
  secureContext: SecureContext
  log: RelayLog
  /** No faults any more. */
  isCalm(): boolean
}

/** What the sender was told: the proper answer, a refusal, or the connection is over. */
type Told = 'proper' | 'refusal' | 'gone'

const DISK_MS = 20

interface Envelope {
  begun: number
  recipient?: string
}

/** One connection to the faulty relay: SMTP as it should be (RFC 5321), but for the faults that are drawn. */
export class RelaySession {
  readonly #ports: SessionPorts
  readonly #opened = Date.now()
  #mailCount = 0
  #isEncrypted = false
  #isLoggedIn = false
  /** The relay said what can be heard in two ways: who is where is anybody's guess. */
  #isOutOfStep = false
  #envelope: Envelope | undefined

  constructor(ports: SessionPorts) {
    this.#ports = ports
  }

  async serve(): Promise<void> {
    const { wire } = this.#ports
    if ((await this.#answer('greeting', '220 chaos.example ESMTP')) !== 'proper') return wire.end()
    while (wire.isOpen) {
      const line = await wire.line()
      if (line === undefined) return
      await this.#hear(line)
    }
  }

  async #hear(line: string): Promise<void> {
    const verb = line.split(' ', 1)[0]?.toUpperCase() ?? ''
    const { wire } = this.#ports
    if (verb === 'EHLO') await this.#answer('EHLO', this.#hello())
    else if (verb === 'STARTTLS') await this.#startTls()
    else if (verb === 'AUTH') this.#isLoggedIn = (await this.#answer('AUTH', '235 2.7.0 welcome')) === 'proper'
    else if (verb === 'MAIL') await this.#mail()
    else if (verb === 'RCPT') await this.#rcpt(line)
    else if (verb === 'DATA') await this.#data()
    else if (verb === 'RSET' || verb === 'HELO') {
      this.#envelope = undefined
      wire.say('250 2.0.0 Ok\r\n')
    } else if (verb === 'QUIT') {
      wire.say('221 2.0.0 Bye\r\n')
      wire.end()
    } else wire.say('500 5.5.2 what\r\n')
  }

  #hello(): string {
    const extensions = ['chaos.example', 'PIPELINING', 'SIZE 50000000', '8BITMIME', 'SMTPUTF8', 'AUTH PLAIN']
    if (!this.#isEncrypted && this.#ports.random.fork('starttls').chance(0.3)) extensions.push('STARTTLS')
    return extensions.map((word, i) => `250${i < extensions.length - 1 ? '-' : ' '}${word}`).join('\r\n')
  }

  async #startTls(): Promise<void> {
    if ((await this.#answer('STARTTLS', '220 2.0.0 go on')) !== 'proper') return
    this.#isEncrypted = true
    this.#ports.wire.encrypt(this.#ports.secureContext)
  }

  async #mail(): Promise<void> {
    const { wire } = this.#ports
    if (!this.#isLoggedIn) return wire.say('530 5.7.0 log in first\r\n')
    const begun = this.#mailCount++ === 0 ? this.#opened : Date.now()
    const told = await this.#answer('MAIL', '250 2.1.0 Ok', { begun })
    if (told !== 'proper') this.#envelope = undefined
  }

  async #rcpt(line: string): Promise<void> {
    const { wire } = this.#ports
    const recipient = /<([^>]*)>/.exec(line)?.[1]
    if (!this.#envelope || recipient === undefined) return wire.say('503 5.5.1 no sender\r\n')
    const told = await this.#answer('RCPT', '250 2.1.5 Ok', { ...this.#envelope, recipient })
    if (told !== 'proper') this.#envelope = { ...this.#envelope, recipient: undefined }
  }

  async #data(): Promise<void> {
    const { wire } = this.#ports
    const envelope = this.#envelope
    if (envelope?.recipient === undefined) return wire.say('503 5.5.1 no recipient\r\n')
    const fault = this.#draw('DATA')
    const told = await this.#answerWith(fault, '354 go on')
    if (told !== 'proper') return
    const text = await wire.message(fault?.kind === 'cut' ? fault.afterBytes : undefined)
    if (text === undefined) return
    // A sender that heard a refusal of the recipient ends a message that it did not begin (RFC 2920 §3.1).
    if (text === '' && this.#isOutOfStep) return wire.say('554 5.5.1 no message\r\n')
    await this.#take(text, { ...envelope, recipient: envelope.recipient })
    this.#envelope = undefined
  }

  /** The final dot came: the mail is written down, if it is taken, before any answer. */
  async #take(text: string, { recipient, begun }: Envelope & { recipient: string }): Promise<void> {
    const fault = this.#draw('dot')
    if (isTaken(fault, this.#ports.random.fork('taken', this.#mailCount))) {
      await this.#ports.log.append({
        event: 'taken',
        at: Date.now(),
        connection: this.#ports.connection,
        port: this.#ports.port,
        begun,
        messageId: headerOf(text, 'Message-ID'),
        to: recipient,
        answer: fault ? describe(fault) : '250',
        heard: this.#isOutOfStep || fault?.kind.startsWith('two-') ? 'anything' : heardAfter(fault),
        isWhole: /\r\n--\S+--\r?\n?$/.test(text.trimEnd()),
        token: /\/unsubscribe\/([\w-]{43})/.exec(text)?.[1] ?? '',
      })
    }
    // A server that writes to a disk of its own takes its time, so that there is always a mail under way to be hit.
    await pause(this.#ports.random.between(0, DISK_MS))
    await this.#answerWith(fault, '250 2.0.0 Ok: queued as CHAOS')
  }

  #draw(phase: Phase): Fault | undefined {
    const { isCalm, random, log, connection } = this.#ports
    const fault = isCalm() ? undefined : drawFault(phase, random.fork(phase, this.#mailCount))
    if (fault) log.note({ event: 'fault', at: Date.now(), connection, phase, fault })
    return fault
  }

  #answer(phase: Phase, proper: string, envelope?: Envelope): Promise<Told> {
    if (envelope) this.#envelope = envelope
    return this.#answerWith(this.#draw(phase), proper)
  }

  async #answerWith(fault: Fault | undefined, proper: string): Promise<Told> {
    const { wire } = this.#ports
    switch (fault?.kind) {
      case 'refuse':
        return this.#refuse(fault.reply)
      case 'two-replies':
        this.#isOutOfStep = true
        wire.say(`${(fault.extraFirst ? [fault.extra, proper] : [proper, fault.extra]).join('\r\n')}\r\n`)
        return !fault.extraFirst || isYes(fault.extra) ? 'proper' : this.#refused(fault.extra)
      case 'two-codes':
        this.#isOutOfStep = true
        wire.say(`${fault.first}-one thing\r\n${proper}\r\n`)
        return 'proper'
      case 'garbage':
        wire.say(fault.bytes)
        return this.#part()
      case 'flood':
        wire.say(`250-${'x'.repeat(fault.byteCount)}`)
        return this.#part()
      case 'hang-up':
        if (fault.when === 'after') wire.say(`${proper}\r\n`)
        if (fault.when === 'half') wire.say(proper.slice(0, 2))
        return this.#part()
      case 'slow':
        await wire.drip(`${proper}\r\n`, fault.milliseconds, fault.inTwo)
        return 'proper'
      case 'no-tls':
        wire.say(`${proper}\r\n${fault.bytes}`)
        return this.#part()
      default:
        wire.say(`${proper}\r\n`)
        return 'proper'
    }
  }

  #refuse(reply: string): Told {
    this.#ports.wire.say(`${reply}\r\n`)
    const told = this.#refused(reply)
    return reply.startsWith('421') ? this.#part() : told
  }

  #refused(reply: string): Told {
    const to = this.#envelope?.recipient
    const code = Number(reply.slice(0, 3))
    const { log, connection } = this.#ports
    if (to !== undefined && code >= 500) log.note({ event: 'refused', at: Date.now(), connection, to, code })
    return 'refusal'
  }

  #part(): 'gone' {
    this.#ports.wire.end()
    return 'gone'
  }
}

function isYes(reply: string): boolean {
  return reply.startsWith('2')
}

/** Does the relay take the mail to which it answers so? Where it says nothing that can be understood, chance decides. */
function isTaken(fault: Fault | undefined, random: Seeded): boolean {
  switch (fault?.kind) {
    case undefined:
    case 'slow':
    case 'two-codes':
      return true
    case 'two-replies':
      return !fault.extraFirst || isYes(fault.extra)
    case 'hang-up':
      return fault.when === 'after' || random.chance(0.5)
    case 'refuse':
      return false
    default:
      return random.chance(0.5)
  }
}

function heardAfter(fault: Fault | undefined): Heard {
  const isWhole = fault === undefined || fault.kind === 'slow' || (fault.kind === 'hang-up' && fault.when === 'after')
  return isWhole ? 'taken' : 'nothing'
}

function describe(fault: Fault): string {
  if (fault.kind === 'hang-up') return `hang-up ${fault.when}`
  return fault.kind
}

function headerOf(text: string, name: string): string {
  const head = text.slice(0, text.indexOf('\r\n\r\n') + 2)
  return new RegExp(`^${name}:\\s*(\\S+)`, 'im').exec(head)?.[1] ?? ''
}
