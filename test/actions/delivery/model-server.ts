import { parseReply } from '../../../src/deliveries/parse-reply.ts'
import type { MailConnection, OutgoingMail, SendResult, SmtpPhase } from '../../../src/deliveries/send-result.ts'
import type { SimulatedTime } from './simulated-time.ts'

/** How a server turns a connection away that is one too many; where it is silent, nobody is ever greeted. */
export type Refusal = { phase: SmtpPhase; reply: string } | { phase: SmtpPhase; reply: 'hangs up' } | 'silence'

export interface ModelOptions {
  /** So many connections at once. */
  limit?: number
  refusal?: Refusal
  /** Messages that it takes within any second; the others get `throttle`. */
  perSecond?: number
  /** Messages that it takes in at once. */
  atOnce?: number
  throttle?: string
  /** Milliseconds for one message. */
  takes?: number
  /** Milliseconds until it greets. */
  greetsAfter?: number
}

const SILENCE_MS = 300_000

/** A mail server in simulated time. */
export class ModelServer {
  readonly taken: string[] = []
  refusals = 0
  mostOpen = 0
  #open = 0
  #inHand = 0
  #age = 0
  readonly #acceptedAt: number[] = []
  readonly #time: SimulatedTime
  readonly options: ModelOptions

  constructor(time: SimulatedTime, options: ModelOptions = {}) {
    this.#time = time
    this.options = options
  }

  connect(): MailConnection {
    let state: 'new' | 'open' | 'surplus' | 'over' = 'new'
    const closed = new AbortController()
    let age = this.#age
    const arrive = async (): Promise<SendResult | undefined> => {
      const { limit = Number.POSITIVE_INFINITY, refusal, greetsAfter = 1 } = this.options
      age = this.#age
      state = this.#open < limit ? 'open' : 'surplus'
      if (state === 'open') this.mostOpen = Math.max(this.mostOpen, ++this.#open)
      await this.#time.sleep(state === 'surplus' && refusal === 'silence' ? SILENCE_MS : greetsAfter, closed.signal)
      if (state === 'surplus' && (refusal === 'silence' || (refusal && isOpening(refusal.phase)))) return turnAway()
      return undefined
    }
    const turnAway = (): SendResult => {
      const { refusal } = this.options
      this.refusals++
      state = 'over'
      if (!refusal || refusal === 'silence')
        return { kind: 'failed', phase: 'connect', error: 'it does not greet in time' }
      if (refusal.reply === 'hangs up')
        return { kind: 'failed', phase: refusal.phase, error: 'it closed the connection' }
      return refused(refusal.phase, refusal.reply)
    }
    return {
      open: arrive,
      send: async (mail) => {
        const isOver = state === 'new' || state === 'over' || age !== this.#age
        const failure = isOver ? await arrive() : undefined
        if (failure) return failure
        if (state === 'surplus') return turnAway()
        return this.#take(mail)
      },
      close: async () => {
        if (state === 'open' && age === this.#age) this.#open--
        state = 'over'
        closed.abort()
      },
    }
  }

  /** Ends all connections without a word. */
  cutAll(): void {
    this.#open = 0
    this.#age++
  }

  async #take(mail: OutgoingMail): Promise<SendResult> {
    const { perSecond = Number.POSITIVE_INFINITY, atOnce = Number.POSITIVE_INFINITY, takes = 50 } = this.options
    const { throttle = '454 Throttling failure: Maximum sending rate exceeded.' } = this.options
    const now = this.#time.elapsed
    const lately = this.#acceptedAt.filter((at) => at > now - 1000).length
    if (lately >= perSecond || this.#inHand >= atOnce) {
      this.refusals++
      await this.#time.sleep(2)
      return refused('final-dot', throttle)
    }
    this.#acceptedAt.push(now)
    this.#inHand++
    await this.#time.sleep(takes)
    this.#inHand--
    this.taken.push(mail.to)
    return { kind: 'accepted', reply: { code: 250, text: 'ok' } }
  }
}

function isOpening(phase: SmtpPhase): boolean {
  return phase === 'connect' || phase === 'tls' || phase === 'login'
}

function refused(phase: SmtpPhase, answer: string): SendResult {
  const reply = parseReply(answer)
  if (!reply) throw new Error(`${answer} is no reply`)
  return { kind: 'refused', phase, reply }
}
