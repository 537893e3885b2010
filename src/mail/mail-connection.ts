import type { DataPath } from './message-connection.ts'

export interface MailConnectionOptions {
  /** What EHLO says; default this machine's name. */
  helloName?: string
  timeouts?: Partial<MailTimeouts>
  /** Where the server is logged in to by a token: one, and another one than that which was refused. */
  accessToken?(refused?: string): Promise<string>
  /** After so many mails it is made anew; undefined: as many as the server likes. */
  messages?: number
  /** Certificates (PEM) to trust in place of the system's: a relay with an authority of its own. */
  trust?: string
  /** Default `direct`; `streamed` where nodemailer is not the version that `direct` was written against. */
  dataPath?: DataPath
}

/** Milliseconds. */
export interface MailTimeouts {
  /** The look-up of the name and the TCP connection. */
  connect: number
  /** Silence before the greeting. */
  greeting: number
  /** Silence before any reply but the last. */
  reply: number
  /** Silence after the final dot. */
  finalDot: number
  /** A whole exchange, however the server drips its bytes. */
  mail: number
  quit: number
}

/**
 * RFC 5321 §4.5.3.2 gives the least that a client waits: five minutes for the greeting (.1), for MAIL (.2) and RCPT (.3),
 * two for DATA (.4), three for a block of the message (.5), ten after the final dot (.6): to give up earlier than that is
 * how mails arrive twice. Servers that look up a client without a name, tarpits and greylisting proxies take their time.
 */
export const MAIL_TIMEOUTS: MailTimeouts = {
  connect: 5 * 60_000,
  greeting: 5 * 60_000,
  reply: 5 * 60_000,
  finalDot: 10 * 60_000,
  mail: 30 * 60_000,
  quit: 2_000,
}
