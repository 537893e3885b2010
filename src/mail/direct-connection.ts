import type { Socket } from 'node:net'
import SMTPConnection, {
  type SMTPConnectionResponseAction,
  type SMTPConnectionResponseCallback,
  type SMTPConnectionSendCallback,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection'
import type { MessageWatch } from './message-watch.ts'

/**
 * The one file that knows nodemailer from within, so the version is pinned and asked for here. nodemailer connects,
 * encrypts, logs in, says the envelope and reads every reply; only in place of the streams that a message flows
 * through at 354 its bytes go to the socket whole.
 */
const VERSION_READ = '10.6.0'

interface Internals {
  /** What to do with the next replies, one action a reply. */
  _responseActions: SMTPConnectionResponseAction[]
  /** The reply to the final dot. */
  _actionSMTPStream(reply: string, done: SMTPConnectionResponseCallback): void
}

/** Whether `nodemailer` has within what DirectConnection uses; where not, StreamedConnection must send. */
export function isNodemailerAsRead(nodemailer = new SMTPConnection()): boolean {
  const { _responseActions, _actionSMTPStream } = nodemailer as unknown as Internals
  return (
    nodemailer.version === VERSION_READ &&
    '_createSendStream' in nodemailer &&
    Array.isArray(_responseActions) &&
    typeof _actionSMTPStream === 'function'
  )
}

export class DirectConnection extends SMTPConnection {
  #watch?: MessageWatch
  /** The message has begun, its final dot is not yet written. */
  #flowing = false

  sendMessage(envelope: SMTPEnvelope, data: Buffer, watch: MessageWatch, done: SMTPConnectionSendCallback): void {
    this.#watch = watch
    this.send(envelope, data, done)
  }

  /** Overrides nodemailer's: its send() calls this at 354, then write(message) and end() on what it got. */
  protected _createSendStream(done: SMTPConnectionResponseCallback) {
    const { _responseActions, _actionSMTPStream } = this as unknown as Internals
    _responseActions.push((reply) => _actionSMTPStream.call(this, reply, done))
    return { write: (data: Buffer) => this.#write(data), end: () => {}, outByteCount: undefined }
  }

  /**
   * The final dot waits until the system has taken all that comes before it, mostly at once. Were both in one write, a
   * connection that breaks half-way would not tell whether the dot had gone and the server may have the mail.
   */
  #write(data: Buffer): void {
    const socket = this._socket as Socket
    this.#flowing = true
    this.#watch?.begins()
    socket.write(data, () => {
      if (!socket.writable) return
      this.#flowing = false
      socket.write('.\r\n', 'latin1')
      this.#watch?.finalDot()
    })
  }

  /** Half a message is not sent to its end: a server that has answered already would read it as commands. */
  override close(): void {
    const socket = this._socket
    super.close()
    if (this.#flowing && socket) socket.destroy()
  }
}
