import { describe, expect, test } from 'vitest'
import { signToken } from '../../src/subscribers/token.ts'
import { type Publication, SECRET } from './a-publication.ts'
import { served } from './served.ts'

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
})

test('serve counts whom readers read for, and keeps it when it ends', async () => {
  const { publication, serve, web } = await served(1)
  await publication.did('build')
  const feedly = { 'User-Agent': 'Feedly/1.0 (poller; 1234 subscribers; like FeedFetcher-Google)' }
  expect((await fetch(`${web}feed.xml`, { headers: feedly })).status).toBe(200)
  await fetch(`${web}nothing/feed.xml`, { headers: feedly })
  await serve.kill('SIGTERM')
  expect((await publication.json('status')).readership).toMatchObject([
    { path: '/feed.xml', subscribers: 1234, readers: { Feedly: 1234 } },
  ])
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
    expect(forged.status).toBe(404)

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
