import type { SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection'
import { DirectConnection, isNodemailerAsRead } from './direct-connection.ts'
import type { MessageConnection } from './message-connection.ts'
import { StreamedConnection } from './streamed-connection.ts'

/** How a message's bytes reach the socket: whole, or by nodemailer's streams, for more than twice the processor time. */
export type DataPath = 'direct' | 'streamed'

const FASTEST: DataPath = isNodemailerAsRead() ? 'direct' : 'streamed'

export function newMessageConnection(options: SMTPConnectionOptions, path: DataPath = FASTEST): MessageConnection {
  return path === 'direct' ? new DirectConnection(options) : new StreamedConnection(options)
}
