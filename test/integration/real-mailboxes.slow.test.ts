import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verdictsBy } from '../messages/dkim-keys.ts'
import { Publication } from './a-publication.ts'
import { CERTIFICATE_FILE, MailHost, missingForMailHost, READER_PASSWORD, SUBMITTER } from './mail-host.ts'

const READERS = 20
const missing = missingForMailHost()
const host = new MailHost()
const readers = Array.from({ length: READERS }, (_, i) => `reader-${String(i + 1).padStart(4, '0')}@example.org`)

beforeAll(async () => {
  if (process.env.CI && missing) throw new Error(`In CI this test must run, but it ${missing}.`)
  if (!missing) await host.start(readers)
}, 60_000)
afterAll(() => host.stop())

test.skipIf(missing)(
  `an edition goes through Postfix by STARTTLS and a login to real mailboxes, is read there by IMAP, and its signature is verified${missing ? ` (${missing})` : ''}`,
  async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const site = new Publication({
      smtp: `name = "postfix"
url = "smtp://localhost:${host.smtpPort}"
user = "${SUBMITTER.user}"
password = "${SUBMITTER.password}"
tls = "required"
connections = 4`,
      more: '[[dkim]]\ndomain = "lantern.example"\nselector = "b2026"\nkey = "keys/dkim.pem"\n',
    })
    mkdirSync(join(site.dir, 'keys'))
    writeFileSync(join(site.dir, 'keys/dkim.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
    process.env.NODE_EXTRA_CA_CERTS = CERTIFICATE_FILE
    await site.openWith(READERS, ['lamps', 'maps'])
    const sent = await site.did('send', 'weekly', '--yes')
    expect(sent.stdout).toContain(`${READERS} accepted`)

    await delivered()
    const record = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    const records = { 'b2026._domainkey.lantern.example': `v=DKIM1; k=rsa; p=${record}` }
    const ids = new Set<string>()
    for (const reader of readers) {
      const mails = await read(reader)
      expect(mails).toHaveLength(1)
      const [bytes = Buffer.alloc(0)] = mails
      const mail = await PostalMime.parse(bytes)
      expect(mail.to?.[0]?.address).toBe(reader)
      expect(mail.subject).toMatch(/About (lamps|maps)/)
      expect(mail.html).toContain('/unsubscribe/')
      expect(mail.text).toContain('About lamps')
      ids.add(mail.messageId ?? '')
      expect(await verdictsBy(bytes, records)).toEqual(['b2026: pass'])
    }
    expect(ids.size).toBe(READERS)
    const shown = await site.json('subscribers', 'show', readers[0] ?? '')
    expect(shown.deliveries[0]).toMatchObject({ state: 'accepted', server: 'postfix' })
  },
)

async function delivered(): Promise<void> {
  for (let tries = 0; tries < 200 && host.queue() !== 'Mail queue is empty'; tries++) await pause(100)
  expect(host.queue()).toBe('Mail queue is empty')
}

async function read(reader: string): Promise<Buffer[]> {
  const client = new ImapFlow({
    host: '127.0.0.1',
    port: host.imapPort,
    secure: false,
    doSTARTTLS: false,
    auth: { user: reader, pass: READER_PASSWORD },
    logger: false,
  })
  await client.connect()
  try {
    await client.mailboxOpen('INBOX')
    const mails: Buffer[] = []
    for await (const message of client.fetch('1:*', { source: true })) if (message.source) mails.push(message.source)
    return mails
  } finally {
    await client.logout()
  }
}
