import SMTPConnection, { type SMTPConnectionSendCallback, type SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import { unescapeDots } from '../messages/escape-dots.ts'
import type { MessageConnection, MessageWatch } from './message-connection.ts'
import { MessageStream } from './message-stream.ts'

/** A message goes through nodemailer's own streams, by nothing but its public interface. */
export class StreamedConnection extends SMTPConnection implements MessageConnection {
  sendMessage(envelope: SMTPEnvelope, data: Buffer, watch: MessageWatch, done: SMTPConnectionSendCallback): void {
    // nodemailer's stream doubles the dots itself.
    this.send(envelope, new MessageStream(unescapeDots(data), watch), done)
  }
}
