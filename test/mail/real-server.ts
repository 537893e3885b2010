import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { SmtpEndpoint } from '../../src/config/config.ts'

const certificates = new URL('./certificates/', import.meta.url)
export const CERTIFICATE = readFileSync(new URL('localhost.pem', certificates), 'utf8')
const KEY = readFileSync(new URL('localhost.key.pem', certificates), 'utf8')

export interface ReceivedMail {
  from: string
  to: string[]
  bytes: Buffer
  secure: boolean
  user?: string
}

/** A real SMTP server (smtp-server) on loopback, with a certificate for localhost that only CERTIFICATE's holder trusts. */
export async function startRealServer(options: SMTPServerOptions = {}) {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    cert: CERTIFICATE,
    key: KEY,
    authOptional: true,
    disableReverseLookup: true,
    maxAllowedUnauthenticatedCommands: false,
    closeTimeout: 100,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        const from = mailFrom ? mailFrom.address : ''
        const to = rcptTo.map(({ address }) => address)
        mails.push({ from, to, bytes: Buffer.concat(chunks), secure: session.secure, user: session.user })
        done()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  const kind = options.secure ? 'smtps' : 'smtp'
  const config: SmtpEndpoint = { name: 'real', kind, host: '127.0.0.1', port, connections: 1, tls: 'insecure' }
  return { config, mails, close: () => new Promise<void>((resolve) => server.close(resolve)) }
}
