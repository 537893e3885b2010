import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSecureContext } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { createTransport } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { RelayLog, readRelayLog } from '../../../bench/chaos/relay-log.ts'
import { RelaySession } from '../../../bench/chaos/relay-session.ts'
import { Wire } from '../../../bench/chaos/wire.ts'
import { Seeded } from '../../../bench/seeded.ts'

const certificates = fileURLToPath(new URL('../../mail/certificates/', import.meta.url))
const secureContext = createSecureContext({
  key: readFileSync(join(certificates, 'localhost.key.pem')),
  cert: readFileSync(join(certificates, 'localhost.pem')),
})

/** The relay in this process; its n-th connection draws from seed + n. */
async function startRelay({ seed, isCalm }: { seed: number; isCalm: boolean }) {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-relay-'))
  const file = join(dir, 'relay.log')
  const log = new RelayLog(file)
  let connection = 0
  const server = createServer((socket) => {
    const random = new Seeded(seed).fork(++connection)
    const port = socket.remotePort ?? 0
    const ports = { wire: new Wire(socket), connection, port, random, secureContext, log, isCalm: () => isCalm }
    void new RelaySession(ports).serve()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    rmSync(dir, { recursive: true })
  })
  const { port } = server.address() as AddressInfo
  const transport = () =>
    createTransport({
      host: '127.0.0.1',
      port,
      auth: { user: 'chaos', pass: 'chaos' },
      tls: { rejectUnauthorized: false },
      socketTimeout: 5_000,
    })
  return { transport, events: () => readRelayLog(file) }
}

const TOKEN = 'AQFmqMICWDYh5vGv7qwKherWDD7pwqiDozHzXlCjGE1'
const MAIL = {
  from: 'news@chaos.example',
  to: 'mei@example.org',
  messageId: '<weekly.1.mei@chaos.example>',
  headers: { 'List-Unsubscribe': `<https://news.chaos.example/unsubscribe/${TOKEN}>` },
  text: '.a dot\n.\n',
  html: '<p>a dot</p>',
}

test('a calm relay takes every mail, in the clear or encrypted, and has written it down before it says so', async () => {
  const { transport, events } = await startRelay({ seed: 1, isCalm: true })
  for (let count = 1; count <= 12; count++) {
    const { response } = await transport().sendMail(MAIL)
    expect(response).toBe('250 2.0.0 Ok: queued as CHAOS')
    expect(events()).toHaveLength(count)
  }
  expect(events()[0]).toMatchObject({
    event: 'taken',
    messageId: MAIL.messageId,
    to: MAIL.to,
    heard: 'taken',
    isWhole: true,
    token: TOKEN,
  })
})

test('a faulty one: whoever hears a plain yes can rely on it, and what it took in silence is in its log', async () => {
  const { transport, events } = await startRelay({ seed: 6, isCalm: false })
  const send = (i: number) => transport().sendMail({ ...MAIL, to: `reader-${i}@example.org` })
  // A few at a time: all at once, a busy machine lets sound conversations time out, too.
  const senders = Array.from({ length: 15 }, async (_, sender) => {
    const told: PromiseSettledResult<unknown>[] = []
    for (let i = sender; i < 300; i += 15) told.push(...(await Promise.allSettled([send(i)])))
    return told
  })
  const told = (await Promise.all(senders)).flat()
  const yes = told.filter(({ status }) => status === 'fulfilled').length
  const taken = events().flatMap((event) => (event.event === 'taken' ? event : []))
  expect(yes).toBeLessThan(300)
  expect(taken.filter(({ heard }) => heard === 'taken').length).toBeLessThanOrEqual(yes)
  expect(taken.filter(({ heard }) => heard === 'nothing').length).toBeGreaterThan(0)
  expect(taken.length).toBeGreaterThanOrEqual(yes)
})
