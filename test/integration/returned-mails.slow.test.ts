import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { CERTIFICATE_FILE, MailHost, missingForMailHost, READER_PASSWORD, SUBMITTER } from './mail-host.ts'

const missing = missingForMailHost()
const host = new MailHost()
/** It takes nobody's mail. */
const elsewhere = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo: ({ address }, _session, done) => {
    const isFull = address.startsWith('full')
    done(
      Object.assign(new Error(isFull ? '5.2.2 Mailbox full' : '5.1.1 User unknown'), {
        responseCode: isFull ? 552 : 550,
      }),
    )
  },
})
const INBOX = 'bounces@example.org'
const READERS = ['mei@example.org', 'ruth@example.org']

beforeAll(async () => {
  if (process.env.CI && missing) throw new Error(`In CI this test must run, but it ${missing}.`)
  await new Promise<void>((listening) => elsewhere.listen(0, '127.0.0.1', listening))
  host.elsewherePort = (elsewhere.server.address() as AddressInfo).port
  if (!missing) await host.start([...READERS, INBOX])
}, 60_000)
afterAll(() => {
  host.stop()
  elsewhere.close()
})

test.skipIf(missing)(
  `what Postfix sends back is read by IMAP and acted on once; who asks by mail to leave, leaves${missing ? ` (${missing})` : ''}`,
  async () => {
    process.env.NODE_EXTRA_CA_CERTS = CERTIFICATE_FILE
    const site = new Publication({
      smtp: `name = "postfix"\nurl = "smtp://localhost:${host.smtpPort}"\nuser = "${SUBMITTER.user}"\npassword = "${SUBMITTER.password}"\ntls = "required"`,
      more: `[[inboxes]]\nname = "bounces"\nurl = "imap://127.0.0.1:${host.imapPort}"\nuser = "${INBOX}"\npassword = "${READER_PASSWORD}"\naddress = "${INBOX}"\n`,
    })
    await site.openWith(0, ['lamps'])
    for (const address of [...READERS, 'gone@elsewhere.example', 'full@elsewhere.example'])
      await site.did('subscribers', 'add', address)
    await site.did('send', 'weekly', '--yes')
    await delivered()

    // Ruth's mail program writes to the address that her mail offers.
    const [mail = Buffer.alloc(0)] = await inboxOf('ruth@example.org')
    const { headers } = await PostalMime.parse(mail)
    const offered = headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? ''
    const [, to, subject] = /<mailto:([^?]+)\?subject=([^>]+)>/.exec(offered.replace(/\s+/g, '')) ?? []
    expect(to).toBe(INBOX)
    await write({ from: 'ruth@example.org', to: INBOX, subject: decodeURIComponent(subject ?? ''), text: 'Please.' })
    await write({
      from: 'mei@example.org',
      to: INBOX,
      subject: 'Re: lamps',
      text: 'Lovely. My mailbox is full of lamps.',
    })
    await delivered()

    await site.did('run', '--once')
    const shown = async (address: string) => site.json('subscribers', 'show', address)
    expect(await shown('gone@elsewhere.example')).toMatchObject({
      suppression: { reason: 'bounced' },
      deliveries: [{ state: 'bounced' }],
      returned: [{ edition: 'weekly/1', reason: 'address-gone', status: '5.1.1' }],
    })
    const full = await shown('full@elsewhere.example')
    expect(full).toMatchObject({ deliveries: [{ state: 'bounced' }], returned: [{ reason: 'mailbox-full' }] })
    expect(full.suppression).toBeUndefined()
    expect((await shown('ruth@example.org')).subscriptions).toMatchObject([{ state: 'unsubscribed' }])
    expect((await shown('mei@example.org')).deliveries).toMatchObject([{ state: 'accepted' }])

    const before = await site.json('status')
    expect(before.returned).toMatchObject({ inboxes: [{ name: 'bounces', understood: 3, leftAlone: 1 }] })
    expect(await unread()).toEqual(['Re: lamps'])
    await site.did('run', '--once')
    expect((await site.json('status')).returned.reports).toEqual(before.returned.reports)
  },
)

async function delivered(): Promise<void> {
  for (let tries = 0; tries < 200 && host.queue() !== 'Mail queue is empty'; tries++) await pause(100)
  expect(host.queue()).toBe('Mail queue is empty')
}

async function write(mail: { from: string; to: string; subject: string; text: string }): Promise<void> {
  const { user, password } = SUBMITTER
  const transport = createTransport({
    host: 'localhost',
    port: host.smtpPort,
    auth: { user, pass: password },
    tls: { rejectUnauthorized: false },
  })
  await transport.sendMail(mail)
  transport.close()
}

async function withInbox<T>(address: string, work: (client: ImapFlow) => Promise<T>): Promise<T> {
  const client = new ImapFlow({
    ...{ host: '127.0.0.1', port: host.imapPort, secure: false, doSTARTTLS: false, logger: false },
    auth: { user: address, pass: READER_PASSWORD },
  })
  await client.connect()
  try {
    await client.mailboxOpen('INBOX')
    return await work(client)
  } finally {
    await client.logout()
  }
}

const inboxOf = (address: string) =>
  withInbox(address, async (client) => {
    const mails: Buffer[] = []
    for await (const { source } of client.fetch('1:*', { source: true })) if (source) mails.push(source)
    return mails
  })

/** Subjects. */
const unread = () =>
  withInbox(INBOX, async (client) => {
    const subjects: string[] = []
    for await (const { envelope } of client.fetch({ seen: false }, { envelope: true }))
      subjects.push(envelope?.subject ?? '')
    return subjects
  })
