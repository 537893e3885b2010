import SMTPConnection, { type SMTPConnectionSendCallback, type SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import type { MessageConnection, MessageWatch } from './message-connection.ts'
import { MessageStream } from './message-stream.ts'

/** A message goes through nodemailer's own streams, by nothing but its public interface. */
export class StreamedConnection extends SMTPConnection implements MessageConnection {
  sendMessage(envelope: SMTPEnvelope, bytes: Buffer, watch: MessageWatch, done: SMTPConnectionSendCallback): void {
    this.send(envelope, new MessageStream(bytes, watch), done)
  }
}
