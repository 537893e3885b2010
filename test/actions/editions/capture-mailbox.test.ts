import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enter, type Newsroom, on, openNewsroom } from '../newsroom.ts'

const MAILBOX = 'url = "mailbox:dist/mail"'

async function send(room: Newsroom, request: { posts?: string[]; newsOnly?: boolean } = {}) {
  const { start } = await room.actions.prepareSend({ newsletter: 'weekly', ...request })
  const started = await start(true)
  await room.deliver()
  return started
}

async function aTrial() {
  const room = await openNewsroom({ smtp: MAILBOX })
  await room.subscribe('mei', 'ruth')
  room.publication.post('lamps')
  return { ...room, captured: () => readdirSync(join(room.publication.dir, 'dist/mail')).length }
}

test('trials use up no number and no archive page: the first real mail is "No. 1"', async () => {
  const trial = await aTrial()
  const { publication, log } = trial
  expect(await send(trial)).toMatchObject({ outcome: 'made', edition: 'weekly/trial-1' })
  expect(await send(trial)).toMatchObject({ outcome: 'made', edition: 'weekly/trial-2' })
  expect(await trial.editions()).toEqual(['weekly/trial-1 sent', 'weekly/trial-2 sent'])
  expect((await trial.actions.archiveList({ newsletter: 'weekly' }))?.editions).toEqual([])
  expect(await trial.actions.archivePage('weekly', 1)).toBeUndefined()
  const status = await trial.actions.status()
  expect(status.newsletters).toEqual([expect.not.objectContaining({ lastEdition: expect.anything() })])
  expect(status.editions.map(({ transport }) => transport)).toEqual(['mailbox', 'mailbox'])

  publication.configure({ smtp: `url = "smtp://127.0.0.1:${log.port}"` })
  const real = await enter(publication, log, on('MON', '09:30'))
  expect(await send(real)).toMatchObject({ edition: 'weekly/1', state: 'approved' })
  expect(log.mails.map(({ to }) => to).sort()).toEqual(['mei@example.org', 'ruth@example.org'])
  expect(log.mails[0]?.text).toContain('No. 1')
  expect((await real.actions.status()).newsletters).toMatchObject([{ lastEdition: 'weekly/1' }])

  publication.configure({ smtp: MAILBOX })
  const again = await enter(publication, log, on('MON', '09:45'))
  expect(await again.actions.plan({})).toMatchObject({ recipientCount: 0 })
  expect((await again.actions.status('weekly/trial-1')).editions).toMatchObject([{ state: 'sent' }])
})

test('a trial by hand may be repeated as often as one likes, with and without --post', async () => {
  const trial = await aTrial()
  const posts = ['content/posts/lamps.md']
  for (const request of [{}, {}, { posts }, { posts }])
    expect(await send(trial, request)).toMatchObject({ outcome: 'made', state: 'approved' })
  expect(trial.captured()).toBe(8)
  expect(await trial.actions.plan({})).toMatchObject({ recipientCount: 2 })
  expect(await send(trial, { newsOnly: true })).toMatchObject({ outcome: 'skipped' })
})

test('a schedule brings into the mailbox once what is new', async () => {
  const trial = await aTrial()
  trial.goTo(on('MON', '09:00'))
  await trial.actions.tick()
  await trial.deliver()
  trial.goTo(on('MON', '09:00').add({ hours: 24 * 7 }))
  const { runs } = await trial.actions.tick()
  expect(runs).toMatchObject([{ started: { outcome: 'skipped' } }])
  expect(trial.captured()).toBe(2)
})

test('a trial calls off no real edition that waits', async () => {
  const room = await openNewsroom({ newsletter: 'schedule = "0 9 * * MON"\napprove = true' })
  const { publication, log } = room
  await room.subscribe('mei')
  publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  expect(await room.editions()).toEqual(['weekly/1 held approval'])
  publication.configure({ smtp: MAILBOX })
  const trial = await enter(publication, log, on('MON', '09:30'))
  await send(trial)
  expect(await trial.editions()).toEqual(['weekly/1 held approval', 'weekly/trial-1 sent'])
})
