import { expect, test } from 'vitest'
import { Publication } from './a-publication.ts'
import { startMailLog } from './mail-log.ts'

test('a plan is sent to the planned people who are still there: who left is dropped, who came waits', async () => {
  const log = await startMailLog()
  const publication = new Publication({ smtpPort: log.port })
  await publication.openWith(5)
  const { id } = await publication.json('plan', 'weekly')
  expect((await publication.json('plan', 'weekly')).id).toBe(id)

  await publication.did('subscribers', 'remove', 'reader-0002@example.org')
  await publication.did('subscribers', 'add', 'late@example.org')
  // Came before the post did, but after the plan: due it, and yet not planned.
  publication.sql('update subscriptions set since = 0')

  expect(await publication.json('send', 'weekly', '--plan', id, '--yes')).toMatchObject({
    edition: 'weekly/1',
    state: 'sent',
    deliveries: { accepted: 4 },
  })
  expect(log.mails.map(({ to }) => to).sort()).toEqual([1, 3, 4, 5].map((n) => `reader-000${n}@example.org`))
  expect(publication.sql('select reason, count from exclusions order by reason')).toEqual([
    { reason: 'joined-later', count: 1 },
    { reason: 'left', count: 1 },
  ])
  expect(publication.frozen('weekly/1')).toEqual({ candidates: 6, deliveries: 4, excluded: 2 })
  // The newcomer's turn comes with the next edition.
  expect((await publication.did('send', 'weekly', '--yes')).stdout).toContain('weekly/2 is sent: 1 accepted')
  expect(log.copiesTo('late@example.org')).toHaveLength(1)
})

test('a plan that somebody reads differently by now is refused, with what changed', async () => {
  const log = await startMailLog()
  const publication = new Publication({ smtpPort: log.port })
  await publication.openWith(2, ['lamps', 'salt'])
  const { id } = await publication.json('plan', 'weekly')

  publication.post('lamps', { text: 'All about lamps, and wicks.' })
  const edited = await publication.run('send', 'weekly', '--plan', id, '--yes')
  expect(edited.exitCode).toBe(1)
  expect(edited.stderr).toContain(`Plan ${id} is no longer what would be sent; nothing was.`)
  expect(edited.stderr).toContain('post content/posts/lamps.md: changed')
  publication.post('lamps')

  publication.configure({ newsletter: 'reply_to = "mei@lantern.example"' })
  expect((await publication.run('send', 'weekly', '--plan', id, '--yes')).stderr).toContain('sender: changed')
  publication.configure()

  publication.post('bread')
  expect((await publication.run('send', 'weekly', '--plan', id, '--yes')).stderr).toContain('posts: changed')
  expect((await publication.run('send', 'weekly', '--plan', 'feedfeedfeedfeed', '--yes')).stderr).toContain(
    'No plan feedfeedfeedfeed of weekly is kept.',
  )
  expect(log.mails).toEqual([])
  expect((await publication.json('status')).editions).toEqual([])
})

test('typed again after it was sent, a plan sends nothing more', async () => {
  const log = await startMailLog()
  const publication = new Publication({ smtpPort: log.port })
  await publication.openWith(2)
  const { id } = await publication.json('plan', 'weekly')
  await publication.did('send', 'weekly', '--plan', id, '--yes')
  expect((await publication.did('send', 'weekly', '--plan', id, '--yes')).stdout).toContain('Nobody is due')
  expect(log.mails).toHaveLength(2)
})
