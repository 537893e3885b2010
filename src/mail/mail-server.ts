import type { SmtpEndpoint } from '../config/config.ts'
import type { MailConnection } from '../deliveries/send-result.ts'
import { cleanResults } from './clean-results.ts'
import type { MailConnectionOptions } from './mail-connection.ts'
import { openMailConnection } from './smtp-connection.ts'

/** Where mail goes: an SMTP server, or the capture mailbox behind one. */
export interface MailServer {
  name: string
  /** How many connections may be open at once. */
  connections: number
  /** A new connection; it opens with its first mail. */
  connect(): MailConnection
  /** After the connections were closed. */
  close(): Promise<void>
}

/**
 * What `[[smtp]]` names, ready to be connected to. `mailbox:DIR` starts the capture mailbox in this process and
 * speaks real SMTP to it, so that a rehearsal goes the way of the mail itself. Throws a BroadsheetError (`smtp.capture`)
 * where its folder cannot be used; a server that is down shows at the first mail.
 */
export async function openMailServer(config: SmtpEndpoint, options: MailConnectionOptions = {}): Promise<MailServer> {
  const { name, connections } = config
  if (config.kind !== 'mailbox') {
    const clean = cleanResults(config)
    return { name, connections, connect: () => clean(openMailConnection(config, options)), close: async () => {} }
  }
  // A mail server in itself: loaded where it is one.
  const { startCaptureMailbox } = await import('./capture-mailbox.ts')
  const { port, close } = await startCaptureMailbox(config.mailboxDir ?? '')
  const server: SmtpEndpoint = { name, connections, kind: 'smtp', host: '127.0.0.1', port, tls: 'insecure' }
  return { name, connections, connect: () => openMailConnection(server, options), close }
}
