import type { Temporal } from 'temporal-polyfill'
import type { MailConnection, OutgoingMail, SendResult } from '../../src/deliveries/send-result.ts'
import type { Seeded } from '../seeded.ts'
import { type ReadMail, readMail } from './read-mail.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** How a server is disposed. */
export type Mood =
  | 'well'
  | 'slow'
  | 'down'
  | 'refuses-login'
  | 'few-connections'
  | 'throttles'
  | 'greylists'
  | 'rejects-everybody'
  | 'rejects-some'
  | 'loses-answers'
  | 'hangs-up'

export const MOODS: Mood[] = [
  'well',
  'slow',
  'down',
  'refuses-login',
  'few-connections',
  'throttles',
  'greylists',
  'rejects-everybody',
  'rejects-some',
  'loses-answers',
  'hangs-up',
]

/** A mail that the server took, whatever the program learnt of it. */
export interface TakenMail extends ReadMail {
  to: string
  at: Temporal.Instant
  server: string
}

/** A mail server on the virtual clock: what it took is what people have. */
export class SimulatedMailServer {
  readonly name: string
  readonly taken: TakenMail[] = []
  /** Answers that never arrived, though the mail was taken. */
  lostAnswers = 0
  mood: Mood = 'well'
  readonly #clock: VirtualClock
  readonly #random: Seeded
  readonly #greylist = new Set<string>()
  #open = 0
  #recent: number[] = []

  constructor(name: string, clock: VirtualClock, random: Seeded) {
    this.name = name
    this.#clock = clock
    this.#random = random
  }

  connect(): MailConnection {
    let isOpen = false
    const close = async () => {
      if (isOpen) this.#open--
      isOpen = false
    }
    return {
      // The first mail opens it.
      open: async () => undefined,
      send: async (mail) => {
        if (!isOpen) {
          const trouble = await this.#greet()
          if (trouble) return trouble
          isOpen = true
          this.#open++
        }
        const result = await this.#answer(mail)
        if (result.kind === 'failed') await close()
        return result
      },
      close,
    }
  }

  /** What a new connection meets. */
  async #greet(): Promise<SendResult | undefined> {
    await this.#clock.sleep(this.#random.between(20, 200))
    if (this.mood === 'down') return { kind: 'failed', phase: 'connect', error: 'connect ECONNREFUSED' }
    if (this.mood === 'refuses-login') return refused('login', 535, '5.7.8', 'Authentication failed')
    if (this.mood === 'few-connections' && this.#open >= 1)
      return refused('connect', 421, '4.7.0', 'Too many concurrent SMTP connections')
    return undefined
  }

  async #answer(mail: OutgoingMail): Promise<SendResult> {
    await this.#clock.sleep(this.mood === 'slow' ? this.#random.between(5_000, 40_000) : this.#random.between(30, 400))
    switch (this.mood) {
      case 'down':
        return { kind: 'failed', phase: 'mail', error: 'read ECONNRESET' }
      case 'throttles':
        return this.#isTooFast()
          ? refused('rcpt', 454, undefined, 'Throttling failure: Maximum sending rate exceeded.')
          : this.#take(mail)
      case 'greylists':
        return this.#isKnown(mail) ? this.#take(mail) : refused('rcpt', 451, '4.7.1', 'Greylisted, try again later')
      case 'rejects-everybody':
        return refused('rcpt', 550, '5.1.1', 'User unknown in virtual mailbox table')
      case 'rejects-some':
        return isGoneAddress(mail.to) ? refused('rcpt', 550, '5.1.1', 'No such user') : this.#take(mail)
      case 'loses-answers':
        return this.#random.chance(0.2) ? this.#loseAnswer(mail) : this.#take(mail)
      case 'hangs-up':
        return this.#random.chance(0.3) ? { kind: 'failed', phase: 'mail', error: 'read ECONNRESET' } : this.#take(mail)
      default:
        return this.#take(mail)
    }
  }

  #take(mail: OutgoingMail): SendResult {
    this.taken.push({ ...readMail(mail.data), to: mail.to, at: this.#clock.now(), server: this.name })
    return {
      kind: 'accepted',
      reply: { code: 250, enhanced: '2.0.0', text: 'queued' },
      relayId: `Q${this.taken.length}`,
    }
  }

  #loseAnswer(mail: OutgoingMail): SendResult {
    this.#take(mail)
    this.lostAnswers++
    return { kind: 'failed', phase: 'final-dot', error: 'read ECONNRESET' }
  }

  /** Two mails a second, at the most. */
  #isTooFast(): boolean {
    const now = this.#clock.milliseconds
    this.#recent = [...this.#recent.filter((at) => at > now - 1_000), now]
    return this.#recent.length > 2
  }

  #isKnown({ to }: OutgoingMail): boolean {
    const isKnown = this.#greylist.has(to)
    this.#greylist.add(to)
    return isKnown
  }
}

/** The same people each time. */
export function isGoneAddress(address: string): boolean {
  return /[37]@/.test(address)
}

function refused(
  phase: 'connect' | 'login' | 'rcpt',
  code: number,
  enhanced: string | undefined,
  text: string,
): SendResult {
  return { kind: 'refused', phase, reply: { code, text, ...(enhanced && { enhanced }) } }
}
