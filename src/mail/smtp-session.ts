import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SMTPConnectionSendInfo, SMTPError } from 'nodemailer/lib/smtp-connection'
import type { SmtpEndpoint } from '../config/config.ts'
import { isLoopback } from '../config/smtp-url.ts'
import { parseReply } from '../deliveries/parse-reply.ts'
import { relayId } from '../deliveries/relay-id.ts'
import type { LossCause, OutgoingMail, SendResult, SmtpPhase } from '../deliveries/send-result.ts'
import { envelopeAddress } from '../subscribers/address.ts'
import { addressLiteral } from './address-literal.ts'
import { Conversation } from './conversation.ts'
import { describeLoss, isTlsFailure } from './describe-loss.ts'
import { dialOptions } from './dial-options.ts'
import type { MailConnectionOptions, MailTimeouts } from './mail-connection.ts'
import { type MessageConnection, newMessageConnection, unreadOf } from './message-connection.ts'
import type { MessageWatch } from './message-watch.ts'
import { speaksTls } from './speaks-tls.ts'
import { NoToken, TOKEN_LOGIN } from './token-login.ts'
import { unfitEnvelope } from './unfit-envelope.ts'

/** A port that has not spoken for so long is asked whether it speaks TLS. */
const SILENT_MS = 10_000

type Called<T> = { value: T | undefined; error?: never } | { error: SMTPError }

/** One TCP connection's life: opened once, mail after mail while it lives, ended once. */
export class SmtpSession {
  readonly #server: SmtpEndpoint
  readonly #timeouts: MailTimeouts
  readonly #isByToken: boolean
  readonly #conversation = new Conversation(
    (why = 'what it says is not SMTP') => this.#giveUp(why, 'protocol'),
    () => unreadOf(this.#connection),
  )
  readonly #connection: MessageConnection
  #lastError?: SMTPError
  /** Of the error that we made ourselves. */
  #lossCause?: LossCause
  #transactionOpen = false
  #mails = 0

  constructor(server: SmtpEndpoint, options: MailConnectionOptions, timeouts: MailTimeouts) {
    this.#server = server
    this.#timeouts = timeouts
    this.#isByToken = options.accessToken !== undefined
    const dial = dialOptions(server, options, timeouts, this.#conversation)
    this.#connection = newMessageConnection(dial, options.dataPath)
    if (dial.name === undefined) sayAddress(this.#connection)
    this.#connection.on('error', (error: SMTPError) => {
      this.#lastError = error
    })
  }

  /** False from when the connection is known to have ended; one that ended unseen shows at the next mail. */
  get isAlive(): boolean {
    return !this.#connection.destroyed
  }

  /** How many it was given. */
  get mails(): number {
    return this.#mails
  }

  /** Connects, encrypts and logs in as configured; undefined when mail may be sent, else what stands against it. */
  async open(): Promise<SendResult | undefined> {
    const { connect, greeting, reply } = this.#timeouts
    const greeted = new AbortController()
    if (this.#server.kind === 'smtp') this.#lookForTls(greeted.signal)
    const opened = await this.#call((done) => this.#connection.connect(done), connect + 2 * greeting + 2 * reply)
    greeted.abort()
    if (opened.error) return this.#resultOf(opened.error)
    const { user, password } = this.#server
    if (user === undefined) return undefined
    const refusal = await this.#logIn(user, password ?? '')
    if (refusal) this.#connection.close()
    return refusal
  }

  /** A server that speaks only TLS waits for our first word, as we wait for its: minutes of silence, if nobody asks. */
  #lookForTls(greeted: AbortSignal): void {
    const { host, port } = this.#connection
    const timer = setTimeout(async () => {
      if (this.#conversation.hasSpoken || !(await speaksTls({ host, port }, SILENT_MS)) || greeted.aborted) return
      if (!this.#conversation.hasSpoken) this.#giveUp('it speaks TLS from the first byte there', 'tls-only')
    }, SILENT_MS)
    greeted.addEventListener('abort', () => clearTimeout(timer), { once: true })
  }

  async #logIn(user: string, pass: string): Promise<SendResult | undefined> {
    if (!this.#connection.secure && !isLoopback(this.#server.host ?? '')) {
      return this.#failed('login', 'it offers no encryption, and the password is not sent in the clear', 'no-starttls')
    }
    if (!this.#connection.allowsAuth) return this.#failed('login', 'it offers no login', 'no-login')
    const auth = this.#isByToken ? { user, method: TOKEN_LOGIN } : { user, pass }
    const { error } = await this.#call((done) => this.#connection.login(auth, done), this.#timeouts.mail)
    if (!error) return undefined
    if (error instanceof NoToken) return this.#failed('login', error.why, 'token')
    const result = this.#resultOf(error, 'login')
    return this.#isByToken && result.kind === 'refused' ? { ...result, isByToken: true } : result
  }

  /** Sends one mail; the caller sends the next only when this one has its result. */
  async deliver(mail: OutgoingMail): Promise<SendResult> {
    this.#mails++
    this.#conversation.mailBegins()
    if (this.#transactionOpen) {
      const { error } = await this.#call((done) => this.#connection.reset(done), this.#timeouts.reply)
      if (error) return this.#resultOf(error)
      this.#transactionOpen = false
    }
    const unfit = unfitEnvelope(mail, this.#conversation.offers('SMTPUTF8'))
    if (unfit) return unfit
    const result = await this.#exchange(mail)
    // A second, unasked reply in the same packet must end this connection before it is taken for one to the next mail.
    await nextTurn()
    return result
  }

  async #exchange(mail: OutgoingMail): Promise<SendResult> {
    let flowing = false
    const watch: MessageWatch = {
      begins: () => {
        flowing = true
        this.#conversation.messageBegins()
      },
      finalDot: () => {
        flowing = false
        this.#conversation.finalDot()
        this.#expectSilence(this.#timeouts.finalDot)
      },
    }
    const envelope = {
      from: envelopeAddress(mail.from),
      to: envelopeAddress(mail.to),
      size: mail.size,
      use8BitMime: !mail.isAscii,
    }
    const sent = await this.#call<SMTPConnectionSendInfo>(
      (done) => this.#connection.sendMessage(envelope, mail.data, watch, done),
      this.#timeouts.mail,
    )
    this.#expectSilence(this.#timeouts.reply)
    // An answer before the end of the message: what still flows would be read as commands.
    if (flowing) this.#connection.close()
    const result = sent.error ? this.#resultOf(sent.error) : this.#resultOfAnswer(sent.value?.response ?? '', flowing)
    this.#transactionOpen = result.kind === 'refused' && result.phase !== 'final-dot'
    return result
  }

  /** Ends it, wherever it is. */
  abandon(): void {
    this.#giveUp('it was given up')
  }

  /** Says QUIT and waits for the end, shortly. */
  async quit(): Promise<void> {
    if (!this.isAlive) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, this.#timeouts.quit)
      this.#connection.once('end', () => {
        clearTimeout(timer)
        resolve()
      })
      this.#connection.quit()
    })
    this.#connection.close()
  }

  /** nodemailer's callback, the end of the connection (for which it does not always call back) or the time limit. */
  #call<T>(start: (done: (error?: SMTPError | null, value?: T) => void) => void, limit: number): Promise<Called<T>> {
    return new Promise((resolve) => {
      const settle = (outcome: Called<T>) => {
        clearTimeout(timer)
        this.#connection.removeListener('end', onEnd)
        resolve(outcome)
      }
      const onEnd = () =>
        setImmediate(() => settle({ error: this.#lastError ?? new Error('it closed the connection') }))
      const timer = setTimeout(() => this.#giveUp('it did not come to an end in time'), limit)
      this.#connection.once('end', onEnd)
      start((error, value) => settle(error ? { error } : { value }))
    })
  }

  #giveUp(why: string, cause: LossCause = 'timeout'): void {
    this.#lastError = new Error(why)
    this.#lossCause = cause
    this.#connection.close()
  }

  #resultOf(error: SMTPError, during?: SmtpPhase): SendResult {
    const phase = this.#phaseOf(error) ?? during
    if (error.code === 'EMESSAGE' && !error.response) return tooLarge()
    const unasked = error.code === 'EPROTOCOL' && this.#conversation.phase !== 'connect'
    const reply = error.response && !unasked ? parseReply(error.response) : undefined
    if (reply && error.command === 'STARTTLS' && !this.#conversation.offers('STARTTLS'))
      return this.#failed('tls', `it offers no encryption (${reply.code} to STARTTLS)`, 'no-starttls')
    if (reply) {
      const hello = /^(?:EHLO|HELO)$/.test(error.command ?? '') ? { hello: this.#connection.name } : {}
      return { kind: 'refused', reply, phase: phase ?? this.#conversation.answered, ...hello }
    }
    const early = ['connect', 'tls'].includes(this.#conversation.phase)
    const { cause, words } =
      error === this.#lastError && this.#lossCause
        ? { cause: this.#lossCause, words: error.message }
        : describeLoss(error)
    return this.#failed(early && isTlsFailure(error) ? 'tls' : (phase ?? this.#conversation.phase), words, cause)
  }

  /** With pipelining the refusal of MAIL or RCPT is told only after the reply to DATA: nodemailer says whose it was. */
  #phaseOf(error: SMTPError): SmtpPhase | undefined {
    if (error.command === 'MAIL FROM') return 'mail'
    return error.command === 'RCPT TO' ? 'rcpt' : undefined
  }

  #resultOfAnswer(answer: string, early: boolean): SendResult {
    const reply = parseReply(answer)
    if (!reply || (early && reply.code < 400))
      return this.#failed(this.#conversation.phase, 'what it says is not SMTP', 'protocol')
    if (reply.code >= 300) return { kind: 'refused', reply, phase: this.#conversation.answered }
    const id = relayId(reply)
    return id ? { kind: 'accepted', reply, relayId: id } : { kind: 'accepted', reply }
  }

  #failed(phase: SmtpPhase, why: string, cause: LossCause = 'other'): SendResult {
    const { host, port } = this.#connection
    return { kind: 'failed', phase, error: `${host}:${port}: ${why}`, cause }
  }

  #expectSilence(milliseconds: number): void {
    if (this.#connection._socket) this.#connection._socket.setTimeout(milliseconds)
  }
}

/** Without a name, it says hello by the address that the server sees, or that which leads there. */
function sayAddress(connection: MessageConnection): void {
  Object.defineProperty(connection, 'name', {
    get: () => addressLiteral((connection._socket || undefined)?.localAddress ?? '127.0.0.1'),
  })
}

/** The server said in EHLO how much it takes (RFC 1870), so the mail was not sent: answered as it would have. */
function tooLarge(): SendResult {
  const text = 'the message is larger than the server takes'
  return { kind: 'refused', phase: 'mail', reply: { code: 552, enhanced: '5.3.4', text } }
}
