import type { SmtpPhase } from '../deliveries/send-result.ts'

const PHASES: Record<string, SmtpPhase> = {
  EHLO: 'connect',
  HELO: 'connect',
  STARTTLS: 'tls',
  AUTH: 'login',
  MAIL: 'mail',
  RSET: 'mail',
  QUIT: 'mail',
  RCPT: 'rcpt',
  DATA: 'data',
}

/**
 * Follows what both sides of an SMTP connection say, to know where it stands when it breaks. With pipelining
 * (RFC 2920) several commands are unanswered at once; the oldest is the one that the server is at.
 */
export class Conversation {
  /** The phase of the reply that came last. */
  answered: SmtpPhase = 'connect'
  /** Replies awaited, oldest first; a server speaks first, with its greeting. */
  #awaited: (SmtpPhase | 'message')[] = ['connect']
  #lastSent: SmtpPhase = 'connect'
  #finalDotWritten = false
  #hasSpoken = false
  #extensions = new Set<string>()
  readonly #onNonsense: (why?: string) => void
  readonly #unread: () => string

  /**
   * @param unread what came from the server and was not yet taken for an answer
   * @param onNonsense a reply came that nothing may be built on: its lines disagree (nodemailer would go by the first
   * code, others by the last), or it answers something else, so that the two ends are out of step.
   */
  constructor(onNonsense: (why?: string) => void, unread: () => string = () => '') {
    this.#onNonsense = onNonsense
    this.#unread = unread
  }

  /** Where a connection that breaks now breaks. After the final dot it stays there, whatever half a reply came. */
  get phase(): SmtpPhase {
    if (this.#finalDotWritten) return 'final-dot'
    const [oldest] = this.#awaited
    return oldest === 'message' ? 'data' : (oldest ?? this.#lastSent)
  }

  /** Whether the server has said anything yet. */
  get hasSpoken(): boolean {
    return this.#hasSpoken
  }

  /** We sent a command. Lines of a login after AUTH have no verb and belong to it. */
  sent(line: string): void {
    if (this.#unread()) this.#onNonsense(TOO_EARLY)
    const verb = /^[A-Z]+/i.exec(line)?.[0].toUpperCase() ?? ''
    this.#lastSent = PHASES[verb] ?? this.#lastSent
    this.#awaited.push(this.#lastSent)
    if (verb === 'EHLO') this.#extensions.clear()
  }

  received(reply: string): void {
    this.#hasSpoken = true
    const lines = reply.split(/\r?\n/)
    // RFC 5321 §4.2.1: the same code on each line.
    const disagrees = lines.some((line) => line.slice(0, 3) !== reply.slice(0, 3))
    if (disagrees || isOutOfStep(this.#awaited[0], reply)) {
      this.#onNonsense()
      return
    }
    this.answered = this.phase
    this.#awaited.shift()
    if (this.answered === 'connect') this.#extensions = new Set(lines.map(extensionName))
  }

  /** Whether the server's last answer to EHLO named this extension. */
  offers(extension: string): boolean {
    return this.#extensions.has(extension)
  }

  mailBegins(): void {
    this.#finalDotWritten = false
    this.#lastSent = 'mail'
  }

  /** The server said 354, and the message's bytes begin to flow; its next reply is about them. */
  messageBegins(): void {
    // A refusal may come early, when the server has seen enough; a yes to a message that it has not seen is none.
    if (this.#unread().startsWith('2')) this.#onNonsense(TOO_EARLY)
    this.#awaited.push('message')
  }

  /** The line that ends the message went to the socket: from here on the server may have taken the mail. */
  finalDot(): void {
    this.#finalDotWritten = true
  }
}

/** RFC 5321 §4.3.1: one reply to one command. Who answers what was not asked yet has not read what will be. */
const TOO_EARLY = 'it answers before it is asked'

/**
 * RFC 5321 §4.3.2: nothing but DATA, and a login, is answered by "go on", and DATA by no other yes. nodemailer would send a
 * message at any yes, and take the 354 that follows for the answer to it, and so on for every mail after.
 */
function isOutOfStep(asked: SmtpPhase | 'message' | undefined, reply: string): boolean {
  if (asked === 'data') return reply.startsWith('2')
  return asked !== undefined && asked !== 'login' && reply.startsWith('3')
}

/** `250-SIZE 35882577` → `SIZE` */
function extensionName(line: string): string {
  return line.slice(4).toUpperCase().split(' ')[0] ?? ''
}
