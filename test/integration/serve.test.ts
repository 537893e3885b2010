import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { signToken } from '../../src/subscribers/token.ts'
import { Publication, SECRET } from './a-publication.ts'
import { type MailLogOptions, startMailLog } from './mail-log.ts'

/** A publication that `serve` runs, with a slow mail server and readers who are due a post. */
async function served(readers: number, options: MailLogOptions = {}) {
  const log = await startMailLog(options)
  const port = await freePort()
  const web = `url = "https://news.lantern.example/"\nport = ${port}`
  const publication = new Publication({ smtpPort: log.port, web })
  const addresses = await publication.openWith(readers)
  const serve = publication.start('serve')
  await serve.says('listening on')
  await until(() => publication.sql('select * from leases where holder is not null').length > 0)
  return { log, publication, addresses, serve, web: `http://127.0.0.1:${port}/` }
}

describe('serve', () => {
  test('delivers what a send beside it starts, and the send follows to the end', async () => {
    const { log, publication, serve } = await served(50)
    const holder = () => publication.sql("select holder from leases where name = 'delivery'")
    const before = holder()
    expect((await publication.did('send', 'weekly', '--yes')).stdout).toContain('weekly/1 is sent: 50 accepted')
    expect(holder()).toEqual(before)
    expect(log.mails).toHaveLength(50)
    expect(await serve.kill('SIGTERM')).toMatchObject({ exitCode: 0, stderr: '' })
  })

  test('a second one on the same port ends with a sentence', async () => {
    const { publication } = await served(1)
    const second = await publication.run('serve')
    expect(second.exitCode).toBe(1)
    expect(second.stderr).toMatch(/^Something listens on 127\.0\.0\.1:\d+ already\. .+\n$/)
  })

  test('told to end in the middle, it ends soon, and the next start goes on: everybody once', async () => {
    const { log, publication, addresses, serve } = await served(60, { delay: 100 })
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(15)
    await sending.kill('SIGTERM')
    const asked = Date.now()
    expect((await serve.kill('SIGTERM')).exitCode).toBe(0)
    expect(Date.now() - asked).toBeLessThan(10_000)
    expect(log.mails.length).toBeLessThan(60)
    await publication.did('run', '--once')
    expect(log.mails.map(({ to }) => to).sort()).toEqual(addresses)
    expect((await publication.json('status')).editions).toMatchObject([{ state: 'sent', deliveries: { accepted: 60 } }])
  })

  test('stops an edition that is cancelled in the middle: what has not left stays', async () => {
    const { log, publication } = await served(60, { delay: 100 })
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(8)
    await publication.did('cancel', 'weekly/1')
    expect((await sending.ended).stdout).toContain('weekly/1 is cancelled')
    const taken = log.mails.length
    expect(taken).toBeLessThan(60)
    await publication.did('run', '--once')
    expect(log.mails.length).toBe(taken)
    expect((await publication.json('status')).editions).toMatchObject([
      { state: 'cancelled', deliveries: { accepted: taken, cancelled: 60 - taken } },
    ])
    // The others are due it as before.
    expect((await publication.json('plan')).recipientCount).toBe(60 - taken)
  })

  test('readers who keep connections open, or never say what they want, do not hold up its end', async () => {
    const { serve, web } = await served(1)
    const { port } = new URL(web)
    const silent = connect(Number(port), '127.0.0.1')
    const slow = connect(Number(port), '127.0.0.1')
    slow.write('GET /healthz HTTP/1.1\r\nHost: ')
    for (const socket of [silent, slow]) socket.on('error', () => {})
    expect((await fetch(`${web}healthz`)).status).toBe(200)
    const asked = Date.now()
    expect((await serve.kill('SIGTERM')).exitCode).toBe(0)
    expect(Date.now() - asked).toBeLessThan(10_000)
  })
})

describe('unsubscribing in the middle of a send', () => {
  function tokenOf(publication: Publication, address: string, secret = SECRET): string {
    const [row] = publication.sql<{ handle: string }>(
      'select s.handle from subscriptions s join subscribers p on p.id = s.subscriber_id where p.address = ?',
      address,
    )
    return signToken('unsubscribe', row?.handle ?? '', [secret])
  }

  test('works at once: one-click by POST; a GET changes nothing, nor does a link that we did not sign', async () => {
    const { log, publication, web } = await served(60, { delay: 100 })
    const [leaver, reader, target] = ['reader-0058@example.org', 'reader-0059@example.org', 'reader-0060@example.org']
    const link = (token: string) => `${web}unsubscribe/${token}`
    const oneClick = {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams('List-Unsubscribe=One-Click'),
    } as const
    const sending = publication.start('send', 'weekly', '--yes')
    await log.reaches(5)

    const left = await fetch(link(tokenOf(publication, leaver)), oneClick)
    expect(left.status).toBe(200)
    expect(left.headers.get('set-cookie')).toBeNull()
    const asked = await fetch(link(tokenOf(publication, reader)), { redirect: 'manual' })
    expect(asked.status).toBe(200)
    expect(await asked.text()).toContain('<form method="post"')
    const forged = await fetch(link(tokenOf(publication, target, 'another secret')), oneClick)
    expect(await forged.text()).toContain('You are not subscribed')

    expect((await sending.ended).stdout).toContain('weekly/1 is sent: 59 accepted, 1 cancelled')
    expect(log.copiesTo(leaver)).toEqual([])
    expect(log.copiesTo(reader)).toHaveLength(1)
    expect(log.copiesTo(target)).toHaveLength(1)
    const again = await fetch(link(tokenOf(publication, leaver)), oneClick)
    expect(again.status).toBe(200)
    expect((await publication.json('subscribers', 'show', leaver)).subscriptions).toMatchObject([
      { state: 'unsubscribed' },
    ])
  })
})

/** Looks again and again; the test's own time limit ends it. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await sleep(20)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
