import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
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

export interface MailLogOptions extends SMTPServerOptions {
  /** Milliseconds before each reply to the final dot. */
  delay?: number
  /** A reply to the final dot other than yes; the mail is not taken then. */
  refuse?(mail: LoggedMail): string | undefined
  port?: number
}

/** An SMTP server that keeps a log of what it took, as a relay does, and outlives the programs that send to it. */
export async function startMailLog({ delay = 0, refuse, port = 0, ...options }: MailLogOptions = {}): Promise<MailLog> {
  const mails: LoggedMail[] = []
  const waiting = new Set<() => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    maxAllowedUnauthenticatedCommands: false,
    closeTimeout: 50,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const text = Buffer.concat(chunks).toString('latin1')
        const to = session.envelope.rcptTo[0]?.address ?? ''
        const mail = { to, messageId: /^Message-ID: (.+)$/im.exec(text)?.[1]?.trim() ?? '', text }
        const refusal = refuse?.(mail)
        if (refusal)
          return done(Object.assign(new Error(refusal.slice(4)), { responseCode: Number(refusal.slice(0, 3)) }))
        // Taken is taken, whether or not the client lives to hear of it.
        mails.push(mail)
        for (const look of waiting) look()
        setTimeout(() => done(null, `2.0.0 Ok: queued as L${String(mails.length).padStart(7, '0')}`), delay)
      })
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
        const look = () => {
          if (mails.length < count) return
          waiting.delete(look)
          resolve()
        }
        waiting.add(look)
        look()
      }),
    close,
  }
}
