import type { SmtpEndpoint } from '../config/config.ts'
import type { MailConnection, OutgoingMail, SendResult } from '../deliveries/send-result.ts'
import { MAIL_TIMEOUTS, type MailConnectionOptions, type MailTimeouts } from './mail-connection.ts'
import { SmtpSession } from './smtp-session.ts'

/**
 * A connection to an SMTP server that opens with the first mail, is kept open, and opens again where the server ended it
 * between two mails, or had as many as one is to have. `server` is of kind `smtp` or `smtps`; a `mailbox` is reached
 * through openMailServer().
 */
export function openMailConnection(server: SmtpEndpoint, options: MailConnectionOptions = {}): MailConnection {
  return new SmtpMailConnection(server, options)
}

class SmtpMailConnection implements MailConnection {
  readonly #server: SmtpEndpoint
  readonly #options: MailConnectionOptions
  readonly #timeouts: MailTimeouts
  #session?: SmtpSession
  /** Aborts an opening that no mail waits for. */
  #opening?: AbortController
  /** Ends when the mail under way has its result. */
  #busy: Promise<unknown> = Promise.resolve()

  constructor(server: SmtpEndpoint, options: MailConnectionOptions) {
    this.#server = server
    this.#options = options
    this.#timeouts = { ...MAIL_TIMEOUTS, ...options.timeouts }
  }

  open(): Promise<SendResult | undefined> {
    const opening = new AbortController()
    this.#opening = opening
    return this.#inTurn(async () => (this.#session?.isAlive ? undefined : this.#open(opening.signal)))
  }

  send(mail: OutgoingMail): Promise<SendResult> {
    return this.#inTurn(() => this.#send(mail))
  }

  close(): Promise<void> {
    this.#opening?.abort()
    return this.#inTurn(async () => {
      await this.#session?.quit()
      this.#session = undefined
    })
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#busy.then(action)
    this.#busy = result.catch(() => {})
    return result
  }

  async #send(mail: OutgoingMail): Promise<SendResult> {
    const { messages = Number.POSITIVE_INFINITY } = this.#options
    if (this.#session?.isAlive && this.#session.mails < messages) {
      const result = await this.#session.deliver(mail)
      if (!endedBetweenMails(result)) return result
    }
    await this.#session?.quit()
    return (await this.#open()) ?? (this.#session as SmtpSession).deliver(mail)
  }

  async #open(abandoned?: AbortSignal): Promise<SendResult | undefined> {
    this.#session = undefined
    const session = new SmtpSession(this.#server, this.#options, this.#timeouts)
    const abandon = () => session.abandon()
    abandoned?.addEventListener('abort', abandon)
    const opened = session.open()
    if (abandoned?.aborted) abandon()
    const refusal = await opened
    abandoned?.removeEventListener('abort', abandon)
    if (!refusal) this.#session = session
    return refusal
  }
}

/**
 * A kept-open connection was over before this mail began: the server cut it while it was idle, or says 421 because
 * it takes only so many mails on one. Nothing of the mail was sent, so a new connection may have it.
 */
function endedBetweenMails(result: SendResult): boolean {
  if (result.kind === 'accepted' || result.phase !== 'mail') return false
  return result.kind === 'failed' || result.reply.code === 421
}
