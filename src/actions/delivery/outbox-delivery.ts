import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import { errorText } from '../../config/error-text.ts'
import { mayPass } from '../../config/may-pass.ts'
import { nextStep } from '../../deliveries/next-step.ts'
import type { OutgoingMail } from '../../deliveries/send-result.ts'
import type { ClaimableMail } from '../../outbox/outbox-mail.ts'
import { outboxSender } from '../../outbox/sender.ts'
import type { Sendable, SendingPorts } from './delivery-run.ts'
import type { InRounds } from './in-rounds.ts'
import { sendAll } from './send-all.ts'

export interface OutboxPorts
  extends Pick<SendingPorts<Sendable>, 'ledger' | 'servers' | 'domainPaces' | 'clock' | 'sleep'> {
  config: Config
  outbox: {
    claimable(now: Temporal.Instant, limit: number, afterId: number): Promise<ClaimableMail[]>
    giveUp(id: number, error: string, at: Temporal.Instant): Promise<void>
  }
  /** The mail's bytes, the same at each attempt; undefined where there is nothing to say any more. */
  compose(mail: ClaimableMail): Promise<OutgoingMail | undefined>
  jitter(): number
  /** True for what concerns all that is sent, such as a lost lease or a database that is gone. */
  endsDelivery(error: unknown): boolean
  /** An error that nobody foresaw, for a log. */
  onUnforeseen(error: unknown): void
}

interface ComposedMail extends Sendable {
  mail: OutgoingMail
  from: string
  attempts: number
  firstAt: Temporal.Instant
  uncertainCount: number
}

const CHUNK = 50
const FIRST_WAIT_MS = 15_000
const LONGEST_WAIT_MS = 5 * 60_000

/** The mails that are no edition's, beside the editions and over the same connections. */
export class OutboxDelivery implements InRounds {
  readonly #ports: OutboxPorts
  readonly #signal: AbortSignal
  #running: Promise<void> | undefined
  #failure: { error: unknown } | undefined
  #waits = { times: 0, until: Number.NEGATIVE_INFINITY }
  #count = 0

  constructor(ports: OutboxPorts, signal: AbortSignal) {
    this.#ports = ports
    this.#signal = signal
  }

  async round(): Promise<void> {
    const isWaiting = this.#waits.until > this.#ports.clock().epochMilliseconds
    if (!this.#running && !isWaiting && !this.#signal.aborted) {
      this.#running = this.#send().finally(() => {
        this.#running = undefined
      })
    }
    this.#throwFailure()
  }

  takeCount(): number {
    const count = this.#count
    this.#count = 0
    return count
  }

  get isBusy(): boolean {
    return this.#running !== undefined
  }

  async settled(): Promise<void> {
    await this.#running
    this.#throwFailure()
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error
  }

  /** Never rejects: what concerns all that is sent is thrown by the next round, and the rest tried again, later each time. */
  async #send(): Promise<void> {
    const { endsDelivery, onUnforeseen, clock } = this.#ports
    try {
      const { count } = await sendAll(sendingPorts(this.#ports), this.#signal)
      this.#count += count
      this.#waits = { times: 0, until: Number.NEGATIVE_INFINITY }
    } catch (error) {
      if (endsDelivery(error)) this.#failure ??= { error }
      else {
        onUnforeseen(error)
        const times = this.#waits.times + 1
        const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (times - 1))
        this.#waits = { times, until: clock().epochMilliseconds + wait }
      }
    }
  }
}

function sendingPorts(ports: OutboxPorts): SendingPorts<ComposedMail> {
  const { outbox, clock, jitter } = ports
  return {
    ...ports,
    claimable: async (now, limit, afterId) =>
      composed(ports, await outbox.claimable(now, Math.min(CHUNK, limit), afterId)),
    senderOf: ({ from }) => from,
    leavesRoom: true,
    message: async ({ mail }) => mail,
    // Who waits for such a mail is better served twice than not at all, and it has one Message-ID.
    decide: (row, result, throttled) => nextStep(result, row, { uncertain: 'resend' }, clock(), jitter(), throttled),
    pauseAbove: 1,
  }
}

/** One that cannot be made, or has nothing to say any more, never goes, and holds up no other. */
async function composed(ports: OutboxPorts, mails: ClaimableMail[]): Promise<ComposedMail[]> {
  const { config, compose, outbox, clock, onUnforeseen, endsDelivery } = ports
  const made: ComposedMail[] = []
  for (const each of mails) {
    const { id, address, attempts, firstAt, uncertainCount } = each
    try {
      const from = outboxSender(config, each).address
      const mail = await compose(each)
      if (mail) made.push({ id, key: `outbox ${id}`, address, attempts, firstAt, uncertainCount, from, mail })
      else await outbox.giveUp(id, 'Nothing is left to say.', clock())
    } catch (error) {
      // What it says is in the database, which may be away for a while.
      if (endsDelivery(error) || mayPass(error)) throw error
      onUnforeseen(error)
      await outbox.giveUp(id, errorText(error as Error), clock())
    }
  }
  return made
}
