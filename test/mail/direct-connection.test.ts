import { Writable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { describe, expect, test } from 'vitest'
import { DirectConnection, isNodemailerAsRead } from '../../src/mail/direct-connection.ts'
import { openMailConnection } from '../../src/mail/smtp-connection.ts'
import { mailConnectionContract } from '../contract/mail-connection.ts'

describe('a connection that hands messages to the socket whole', () =>
  mailConnectionContract((server, options) => openMailConnection(server, { ...options, dataPath: 'direct' })))

describe('it is used', () => {
  test('with the nodemailer that is installed: a new version is read before it is pinned', () => {
    expect(isNodemailerAsRead()).toBe(true)
  })

  test.each([
    ['of another version', { version: '10.7.0' }],
    ['with other queues within', { _responseActions: new Set() }],
    ['with other names within', { _actionSMTPStream: undefined }],
  ])('and not with one %s', (_name, difference) => {
    expect(isNodemailerAsRead(Object.assign(new SMTPConnection(), difference))).toBe(false)
  })
})

describe('the final dot', () => {
  test.each([
    [
      'is written when the system has taken what comes before it',
      null,
      ['Hello.\r\n', '.\r\n'],
      ['begins', 'final dot'],
    ],
    [
      'is not when that failed, though the connection is not yet known to be lost',
      new Error('EPIPE'),
      ['Hello.\r\n'],
      ['begins'],
    ],
  ])('%s', async (_name, failure, expected, told) => {
    const { connection, written, systemTakes } = connectionInData()
    const seen: string[] = []
    connection.sendMessage(
      { from: 'news@lantern.example', to: 'ada@reader.example' },
      Buffer.from('Hello.\r\n'),
      { begins: () => seen.push('begins'), finalDot: () => seen.push('final dot') },
      () => {},
    )
    expect([written, seen]).toEqual([['Hello.\r\n'], ['begins']])
    systemTakes(failure)
    expect([written, seen]).toEqual([expected, told])
  })
})

/** A connection whose server says 354 at once, and whose socket takes a write when told. */
function connectionInData() {
  const written: string[] = []
  const waiting: ((error: Error | null) => void)[] = []
  const socket = new Writable({
    decodeStrings: false,
    write(chunk: Buffer | string, _encoding, done) {
      written.push(chunk.toString())
      waiting.push(done)
    },
  })
  socket.on('error', () => {})
  const connection = Object.assign(new DirectConnection(), {
    _socket: socket,
    _setEnvelope: (_envelope: unknown, accepted: (error: null, info: object) => void) => accepted(null, {}),
  })
  return { connection, written, systemTakes: (error: Error | null) => waiting.shift()?.(error) }
}
