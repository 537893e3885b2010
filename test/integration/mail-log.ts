import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface LoggedMail {
  to: string
  messageId: string
  text: string
}

export interface MailLog {
  port: number
  /** What was taken, in the order of the replies. */
  mails: LoggedMail[]
  /** How many it had taken by the address. */
  copiesTo(address: string): LoggedMail[]
  /** Resolves when it has taken so many. */
  reaches(count: number): Promise<void>
  /** Stops listening, and cuts every connection. */
  close(): Promise<void>
}

/** A reply to RCPT other than yes; or the connection cut in the middle of DATA; or no reply to the final dot. */
export type Treatment = `${number} ${string}` | 'cut' | 'silence'

export interface MailLogOptions extends SMTPServerOptions {
  /** Milliseconds before each reply to the final dot. */
  delay?: number
  /** No reply to the final dot before it. */
  until?: Promise<unknown>
  /** What becomes of mail to an address; undefined: it is taken. */
  treat?(address: string): Treatment | undefined
  port?: number
}

/** An SMTP server that keeps a log of what it took, as a relay does, and outlives the programs that send to it. */
export async function startMailLog({
  delay = 0,
  until,
  treat,
  port = 0,
  ...options
}: MailLogOptions = {}): Promise<MailLog> {
  const mails: LoggedMail[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    maxAllowedUnauthenticatedCommands: false,
    closeTimeout: 50,
    logger: false,
    onRcptTo({ address }, _session, done) {
      const reply = treat?.(address)
      done(reply?.includes(' ') ? replying(reply) : null)
    },
    async onData(stream, session, done) {
      const to = session.envelope.rcptTo[0]?.address ?? ''
      const treatment = treat?.(to)
      if (treatment === 'cut') return cut(server, session)
      const bytes = await buffer(stream).catch(() => undefined) // the client was killed in the middle
      if (!bytes) return
      const text = bytes.toString('latin1')
      // Taken is taken, whether or not the client lives to hear of it.
      mails.push({ to, messageId: /^Message-ID: (.+)$/im.exec(text)?.[1]?.trim() ?? '', text })
      for (const check of waiting) check()
      if (treatment === 'silence') return
      const reply = `2.0.0 Ok: queued as L${String(mails.length).padStart(7, '0')}`
      await until
      setTimeout(() => done(null, reply), delay)
    },
    ...options,
  })
  server.on('error', () => {})
  const listener = server.listen(port, '127.0.0.1')
  await once(listener, 'listening')
  const close = () => new Promise<void>((resolve) => server.close(resolve))
  onTestFinished(close)
  return {
    port: (listener.address() as AddressInfo).port,
    mails,
    copiesTo: (address) => mails.filter(({ to }) => to === address),
    reaches: (count) =>
      new Promise((resolve) => {
        const check = () => {
          if (mails.length < count) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        check()
      }),
    close,
  }
}

/** For smtp-server, an error is the reply. */
export function replying(reply: string): Error {
  return Object.assign(new Error(reply.slice(4)), { responseCode: Number(reply.slice(0, 3)) })
}

/** smtp-server has no public way to be rude. */
function cut(server: SMTPServer, session: SMTPServerSession): void {
  const connections = server.connections as unknown as Set<{ session: SMTPServerSession; _socket: Socket }>
  for (const connection of connections) if (connection.session === session) connection._socket.destroy()
}
