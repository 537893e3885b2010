import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { describe, expect, test } from 'vitest'
import { escapeDots, unescapeDots } from '../../src/messages/escape-dots.ts'

describe('a message as it goes after DATA', () => {
  test.each([
    ['no dot begins a line', 'Hello.\r\n1.5\r\n', 'Hello.\r\n1.5\r\n'],
    ['dots begin lines', 'a\r\n.b\r\n..c\r\n.\r\n', 'a\r\n..b\r\n...c\r\n..\r\n'],
    ['a dot begins the message', '.a\r\n', '..a\r\n'],
    ['the last line has no end', 'a\r\n.', 'a\r\n..\r\n'],
    ['it ends in half a line end', 'a\r', 'a\r\n'],
    ['what a lax server takes for the end', 'a\n.\nb\r.\rc\r\n', 'a\r\n..\r\nb\r\n..\r\nc\r\n'],
    ['nothing', '', '\r\n'],
  ])('%s', (_name, message, escaped) => {
    expect(escapeDots(Buffer.from(message)).toString()).toBe(escaped)
  })

  test('is not copied where nothing is to be done', () => {
    const message = Buffer.from('Subject: x\r\n\r\nHello.\r\n')
    expect(escapeDots(message)).toBe(message)
  })

  test('and back: what was doubled is single again', () => {
    expect(unescapeDots(Buffer.from('..a\r\nb.\r\n...c\r\n')).toString()).toBe('.a\r\nb.\r\n..c\r\n')
  })

  test('is, with the final dot, byte for byte what nodemailer makes of it', async () => {
    const bytes = fc.array(fc.constantFrom('\r\n', '\r', '\n', '.', 'a', '\xff'), { maxLength: 30 })
    const message = bytes.map((pieces) => Buffer.from(pieces.join(''), 'latin1'))
    await fc.assert(
      fc.asyncProperty(message, async (message) => {
        const data = `${escapeDots(message).toString('latin1')}.\r\n`
        expect(data).toBe(await writtenByNodemailer(message))
      }),
    )
  })
})

/** What nodemailer's own stream writes to its socket. */
async function writtenByNodemailer(message: Buffer): Promise<string> {
  const socket = new PassThrough()
  const connection = Object.assign(new SMTPConnection(), { _socket: socket }) as unknown as {
    _createSendStream(done: () => void): PassThrough
  }
  const stream = connection._createSendStream(() => {})
  stream.on('end', () => socket.end())
  stream.end(message)
  return (await buffer(socket)).toString('latin1')
}
