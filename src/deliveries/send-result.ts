import type { MailData } from '../messages/mail-data.ts'
import type { SmtpReply } from './reply.ts'

/** Where a conversation with a server stood: the first three are the server's own trouble, the rest concern one message. */
export type SmtpPhase = 'connect' | 'tls' | 'login' | 'mail' | 'rcpt' | 'data' | 'final-dot'

/** Whether a conversation had not come to any message yet. */
export function isOpening(phase: SmtpPhase): boolean {
  return phase === 'connect' || phase === 'tls' || phase === 'login'
}

/** What became of one message on one connection. */
export type SendResult =
  | {
      kind: 'accepted'
      reply: SmtpReply /** The queue id in the server's words, where it gives one. */
      relayId?: string
    }
  | {
      kind: 'refused'
      reply: SmtpReply
      phase: SmtpPhase /** The name that we said hello by, where it was refused at that. */
      hello?: string
      /** A login without a password was refused. */
      isByToken?: boolean
    }
  /** No answer: a connection refused, lost or timed out. In phase `final-dot` the mail may have been taken. */
  | { kind: 'failed'; error: string; phase: SmtpPhase; cause?: LossCause }

/** The kind of a failure, by which its remedy is found. */
export type LossCause =
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'dns'
  | 'cut'
  | 'protocol'
  | 'certificate'
  /** It speaks no TLS where we expect it. */
  | 'plain'
  /** It speaks nothing but TLS where we expect none. */
  | 'tls-only'
  | 'no-starttls'
  | 'old-tls'
  | 'no-login'
  | 'token'
  | 'other'

export interface OutgoingMail extends MailData {
  /** Envelope sender, a bare address as people write it: the connection brings its domain into ASCII. */
  from: string
  /** Envelope recipient, likewise. */
  to: string
}

/** One kept-open connection to a mail server. */
export interface MailConnection {
  /** Connects, encrypts and logs in where it is not open yet; undefined when mail may be sent, else what stands against it. */
  open(): Promise<SendResult | undefined>
  /** Never throws: what went wrong is in the result. A second call waits for the first. */
  send(mail: OutgoingMail): Promise<SendResult>
  /** Ends the conversation politely, after the mail under way; at once where it has not come to mails yet. */
  close(): Promise<void>
}
