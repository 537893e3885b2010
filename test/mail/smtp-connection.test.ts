import { expect, onTestFinished, test } from 'vitest'
import { openMailConnection } from '../../src/mail/smtp-connection.ts'
import { mailData } from '../../src/messages/mail-data.ts'
import { startRealServer } from './real-server.ts'

const MAIL = {
  from: 'news@lantern.example',
  to: 'ada@reader.example',
  ...mailData(Buffer.from('Subject: Hello\r\n\r\nHello.\r\n')),
}

/** So many mails over one connection; how many the server had on each of its own. */
async function mailsOnEach(count: number, messages: number | undefined): Promise<number[]> {
  const mails = new Map<string, number>()
  const { config, close } = await startRealServer({
    hideSTARTTLS: true,
    onConnect: ({ id }, done) => {
      mails.set(id, 0)
      done()
    },
    onMailFrom: (_address, { id }, done) => {
      mails.set(id, (mails.get(id) ?? 0) + 1)
      done()
    },
  })
  onTestFinished(close)
  const connection = openMailConnection(config, { messages })
  expect(await connection.open()).toBeUndefined()
  for (let sent = 0; sent < count; sent++) expect(await connection.send(MAIL)).toMatchObject({ kind: 'accepted' })
  await connection.close()
  return [...mails.values()]
}

test.each([
  [5, undefined, [5]],
  [5, 2, [2, 2, 1]],
  [4, 2, [2, 2]],
  [3, 1, [1, 1, 1]],
])('%i mails where a connection is made anew after %s', async (count, messages, onEach) => {
  expect(await mailsOnEach(count, messages)).toEqual(onEach)
})
