import SMTPConnection, {
  type SMTPConnectionOptions,
  type SMTPConnectionSendCallback,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection'
import { unescapeDots } from '../messages/escape-dots.ts'
import { DirectConnection, isNodemailerAsRead } from './direct-connection.ts'
import { MessageStream } from './message-stream.ts'
import type { MessageWatch } from './message-watch.ts'

/** nodemailer's connection, with a way of its own for a message's bytes from us to the socket. */
export interface MessageConnection extends SMTPConnection {
  /** `data` as OutgoingMail has it; the final dot is said when it has gone. */
  sendMessage(envelope: SMTPEnvelope, data: Buffer, watch: MessageWatch, done: SMTPConnectionSendCallback): void
}

/** How a message's bytes reach the socket: whole, or by nodemailer's streams, for more than twice the processor time. */
export type DataPath = 'direct' | 'streamed'

const FASTEST: DataPath = isNodemailerAsRead() ? 'direct' : 'streamed'

export function newMessageConnection(options: SMTPConnectionOptions, path: DataPath = FASTEST): MessageConnection {
  return path === 'direct' ? new DirectConnection(options) : new StreamedConnection(options)
}

/** A message goes through nodemailer's own streams, by nothing but its public interface. */
export class StreamedConnection extends SMTPConnection implements MessageConnection {
  sendMessage(envelope: SMTPEnvelope, data: Buffer, watch: MessageWatch, done: SMTPConnectionSendCallback): void {
    // nodemailer's stream doubles the dots itself.
    this.send(envelope, new MessageStream(unescapeDots(data), watch), done)
  }
}

/** What came from the server and was not yet taken for an answer: nodemailer keeps it under these names. */
export function unreadOf(connection: SMTPConnection): string {
  const { _responseQueue: queue, _remainder: rest } = connection as unknown as {
    _responseQueue?: string[]
    _remainder?: string
  }
  return queue?.[0] || rest || ''
}
