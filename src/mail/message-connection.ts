import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPConnectionSendCallback, SMTPEnvelope } from 'nodemailer/lib/smtp-connection'

/** What came from the server and was not yet taken for an answer: nodemailer keeps it under these names. */
export function unreadOf(connection: SMTPConnection): string {
  const { _responseQueue: queue, _remainder: rest } = connection as unknown as {
    _responseQueue?: string[]
    _remainder?: string
  }
  return queue?.[0] || rest || ''
}

/** nodemailer's connection, with a way of its own for a message's bytes from us to the socket. */
export interface MessageConnection extends SMTPConnection {
  /** `data` as OutgoingMail has it; the final dot is said when it has gone. */
  sendMessage(envelope: SMTPEnvelope, data: Buffer, watch: MessageWatch, done: SMTPConnectionSendCallback): void
}

/** Where a message is on its way; what became of it depends on that when a connection breaks. */
export interface MessageWatch {
  /** The server said 354, and the first bytes go to the socket. */
  begins(): void
  /** The line that ends the message went to the socket: from here on the server may have taken the mail. */
  finalDot(): void
}
