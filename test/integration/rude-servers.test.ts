import { expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { replying, startMailLog, type Treatment } from './mail-log.ts'

test('each recipient gets what its own reply asks for, and none stops the others', async () => {
  const treatments: Record<string, Treatment> = {
    'reader-0003@example.org': '450 4.2.1 Greylisted, come back later',
    'reader-0005@example.org': '550 5.1.1 No such user here',
    'reader-0007@example.org': '554 5.7.1 We do not want this',
    'reader-0009@example.org': 'cut',
  }
  const log = await startMailLog({ treat: (address) => treatments[address] })
  const publication = new Publication({ smtpPort: log.port })
  await publication.openWith(20)

  const sent = await publication.did('send', 'weekly', '--yes')
  expect(sent.stdout).toContain('weekly/1 is settling: 16 accepted, 2 deferred, 2 rejected')
  expect(log.mails).toHaveLength(16)
  expect(deliveries(publication)).toEqual({
    'reader-0003@example.org': 'deferred 450 4.2.1',
    'reader-0005@example.org': 'rejected 550 5.1.1',
    'reader-0007@example.org': 'rejected 554 5.7.1',
    'reader-0009@example.org': 'deferred it closed the connection',
  })
  const { detail } = await publication.json('status', 'weekly/1')
  expect(detail.deferrals).toHaveLength(2)

  // The address is gone for good, the refused one is not.
  expect(publication.sql('select address_key, reason from suppressions')).toEqual([
    { address_key: 'reader-0005@example.org', reason: 'no-such-address' },
  ])
  expect((await publication.did('run', '--once')).stdout).toContain('0 deliveries had an outcome.')

  treatments['reader-0003@example.org'] = treatments['reader-0009@example.org'] = undefined as never
  publication.sql("update deliveries set due_at = 0 where state = 'deferred'")
  expect((await publication.did('run', '--once')).stdout).toContain('2 deliveries had an outcome.')
  expect(await publication.json('status')).toMatchObject({
    editions: [{ state: 'sent', deliveries: { accepted: 18, rejected: 2 } }],
  })
  expect((await publication.did('retry', 'weekly/1', '--failed')).stdout).toMatch(
    /^weekly\/1 is sending, 1 delivery\. /,
  )
  treatments['reader-0007@example.org'] = undefined as never
  await publication.did('run', '--once')
  expect(await publication.json('status')).toMatchObject({
    editions: [{ state: 'sent', deliveries: { accepted: 19, rejected: 1 } }],
  })
})

test('a server that takes three messages on a connection, and then says 421, gets new connections', async () => {
  const taken = new Map<string, number>()
  const log = await startMailLog({
    onMailFrom(_address, { id }, done) {
      const count = (taken.get(id) ?? 0) + 1
      taken.set(id, count)
      done(count > 3 ? replying('421 4.7.0 Enough for one connection') : null)
    },
  })
  const publication = new Publication({ smtpPort: log.port })
  await publication.openWith(40)
  const sent = await publication.did('send', 'weekly', '--yes')
  expect(sent.stdout).toContain('weekly/1 is sent: 40 accepted')
  expect(log.mails).toHaveLength(40)
  expect(taken.size).toBeGreaterThanOrEqual(14)
})

/** What became of those that were not accepted. */
function deliveries(publication: Publication): Record<string, string> {
  const rows = publication.sql<{ address: string; what: string }>(
    `select address, state || ' ' || coalesce(reply_code || ' ' || reply_enhanced, error) as what
    from deliveries where state <> 'accepted' order by address`,
  )
  return Object.fromEntries(rows.map(({ address, what }) => [address, what.replace(/127.*: /, '')]))
}
