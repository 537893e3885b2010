import type { OutgoingMail, SendResult } from '../deliveries/send-result.ts'
import type { DataPath } from './new-message-connection.ts'

/** One kept-open connection to a mail server. */
export interface MailConnection {
  /** Never throws: what went wrong is in the result. A second call waits for the first. */
  send(mail: OutgoingMail): Promise<SendResult>
  /** Ends the conversation politely, after the mail under way. */
  close(): Promise<void>
}

export interface MailConnectionOptions {
  /** What EHLO says; default this machine's name. */
  helloName?: string
  timeouts?: Partial<MailTimeouts>
  /** Certificates (PEM) to trust in place of the system's: a relay with an authority of its own. */
  trust?: string
  /** Default `direct`; `streamed` where nodemailer is not the version that `direct` was written against. */
  dataPath?: DataPath
}

/** Milliseconds. */
export interface MailTimeouts {
  /** From the look-up of the name to the greeting and, with STARTTLS, to the end of its handshake. */
  connect: number
  greeting: number
  /** Silence before any reply but the last. */
  reply: number
  /** Silence after the final dot. RFC 5321 §4.5.3.2.6 wants ten minutes: to give up earlier is how mails arrive twice. */
  finalDot: number
  /** A whole exchange, however the server drips its bytes. */
  mail: number
  quit: number
}

export const MAIL_TIMEOUTS: MailTimeouts = {
  connect: 30_000,
  greeting: 30_000,
  reply: 5 * 60_000,
  finalDot: 10 * 60_000,
  mail: 30 * 60_000,
  quit: 2_000,
}
