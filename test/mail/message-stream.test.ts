import { Transform, Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { MessageStream } from '../../src/mail/message-stream.ts'

/** As nodemailer escapes dots: what it was given, and the final dot. */
const escaping = () =>
  new Transform({
    transform: (chunk, _encoding, done) => done(null, chunk),
    flush(done) {
      this.push('.\r\n')
      done()
    },
  })

/** A socket whose peer reads only when told. */
function socketOf(written: string[]) {
  const reads: (() => void)[] = []
  const socket = new Writable({
    highWaterMark: 1,
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk.toString())
      reads.push(done)
    },
  })
  return { socket, peerReads: () => reads.shift()?.() }
}

test('the final dot is told of when it has gone to the socket, not when the message was read to its end', async () => {
  const told: string[] = []
  const written: string[] = []
  const { socket, peerReads } = socketOf(written)
  const message = new MessageStream(Buffer.from('Subject: x\r\n\r\nx\r\n'), {
    begins: () => told.push('begins'),
    finalDot: () => told.push('final dot'),
  })
  let readToItsEnd = false
  message.on('end', () => {
    readToItsEnd = true
  })

  message.pipe(escaping()).pipe(socket)
  for (let i = 0; i < 5; i++) await nextTurn()
  expect(readToItsEnd).toBe(true)
  expect(written).toEqual(['Subject: x\r\n\r\nx\r\n'])
  expect(told).toEqual(['begins'])

  peerReads()
  for (let i = 0; i < 5; i++) await nextTurn()
  expect(written.at(-1)).toBe('.\r\n')
  expect(told).toEqual(['begins', 'final dot'])
})

test('a large message goes in pieces, each when the one before has left', async () => {
  const written: string[] = []
  const { socket, peerReads } = socketOf(written)
  const text = 'abcdefgh'.repeat(64 * 1024)
  const message = new MessageStream(Buffer.from(text), { begins: () => {}, finalDot: () => {} })
  message.pipe(escaping()).pipe(socket)
  await nextTurn()
  expect(written).toHaveLength(1)
  for (let i = 0; i < 100; i++) {
    peerReads()
    await nextTurn()
  }
  expect(written.join('') === `${text}.\r\n`).toBe(true)
})
