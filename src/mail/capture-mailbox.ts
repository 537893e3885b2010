import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { BroadsheetError, failure } from '../config/problem.ts'
import { putWhole } from '../files/put-whole.ts'
import { capturedNumber } from './captured-mail.ts'

const MAX_MAIL_BYTES = 64 * 1024 * 1024
const CLOSE_AFTER_MS = 1_000

export interface CaptureMailbox {
  /** On 127.0.0.1, chosen by the system. */
  port: number
  close(): Promise<void>
}

/**
 * Starts an SMTP server on loopback that takes every mail and puts it into `dir` as an `.eml` file; the reply names it.
 * Throws a BroadsheetError (`smtp.capture`) where the folder cannot be made; a full disk is a 452 to the sender.
 */
export async function startCaptureMailbox(dir: string): Promise<CaptureMailbox> {
  const nameNext = await prepareFolder(dir)
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    // Every command of this server is an unauthenticated one.
    maxAllowedUnauthenticatedCommands: false,
    size: MAX_MAIL_BYTES,
    rejectOversized: true,
    closeTimeout: CLOSE_AFTER_MS,
    logger: false,
    onData(stream, _session, done) {
      keepMail(dir, nameNext, stream).then(
        (name) => done(null, `2.0.0 Ok: queued as ${name}`),
        () => done(Object.assign(new Error('4.3.1 the test mailbox cannot write'), { responseCode: 452 })),
      )
    },
  })
  // A client that breaks off is no error of ours; without a listener it would end the process.
  server.on('error', () => {})
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const { port } = listener.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** Makes the folder and returns what names the next mail: numbers go on from the last, and two processes never clash. */
async function prepareFolder(dir: string): Promise<() => string> {
  try {
    if (!existsSync(dirname(dir))) await mkdir(dirname(dir), { recursive: true })
    await mkdir(dir, { recursive: true, mode: 0o700 })
    const numbers = (await readdir(dir)).map(capturedNumber)
    let last = Math.max(0, ...numbers.filter((number) => number !== undefined))
    return () => `${String(++last).padStart(6, '0')}-${randomBytes(4).toString('hex')}`
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new BroadsheetError(
      failure('smtp.capture', `The test mailbox cannot use its folder (${code ?? 'unknown error'}).`, {
        file: dir,
        hint: 'Name a folder that can be written: url = "mailbox:DIR" under [[smtp]].',
      }),
    )
  }
}

/** A mail appears whole or not at all: a reader of the folder sees no half-written one. */
async function keepMail(dir: string, nameNext: () => string, stream: SMTPServerDataStream): Promise<string> {
  const bytes = await buffer(stream)
  const name = nameNext()
  if (stream.sizeExceeded) return name
  // For its owner alone: it has an address, and a link that unsubscribes.
  await putWhole(join(dir, `${name}.eml`), bytes, { mode: 0o600, isFlushed: false })
  return name
}
