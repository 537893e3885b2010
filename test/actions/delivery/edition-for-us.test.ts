import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startMailLog } from '../../integration/mail-log.ts'
import { enter, type Newsroom, on, openNewsroom } from '../newsroom.ts'

const MAILBOX = 'url = "mailbox:dist/mail"'
const relay = (port: number) => `name = "relay"\nurl = "smtp://127.0.0.1:${port}"`

/** Somebody who has the publication open since before its configuration was changed; then an edition is made by the new one. */
async function changedUnder(room: Newsroom, smtp: string): Promise<Newsroom> {
  await room.subscribe('mei', 'ruth')
  room.publication.post('lamps')
  room.publication.configure({ smtp })
  const changed = await enter(room.publication, room.log, on('MON', '09:30'))
  const { start } = await changed.actions.prepareSend({ newsletter: 'weekly' })
  await start(true)
  return changed
}

test('made for a server, held by who still has the test mailbox: nothing goes anywhere until the new one has it', async () => {
  const log = await startMailLog()
  const old = await openNewsroom({ smtp: MAILBOX })
  const changed = await changedUnder(old, relay(log.port))
  await old.deliver()
  expect(await changed.editions()).toEqual(['weekly/1 approved'])
  expect(readdirSync(join(old.publication.dir, 'dist/mail'))).toEqual([])
  await changed.deliver()
  expect(await changed.editions()).toEqual(['weekly/1 sent'])
  expect(log.mails.map(({ to }) => to).sort()).toEqual(['mei@example.org', 'ruth@example.org'])
})

test('a trial is not mailed to everybody by who still has the server', async () => {
  const old = await openNewsroom()
  const changed = await changedUnder(old, MAILBOX)
  expect(await old.deliver()).toEqual([])
  expect(await changed.editions()).toEqual(['weekly/trial-1 approved'])
  await changed.deliver()
  expect(await changed.editions()).toEqual(['weekly/trial-1 sent'])
  expect(old.log.mails).toEqual([])
})

test('the configuration was changed since it was made: by another server it goes, into the test mailbox it does not', async () => {
  const other = await startMailLog()
  const room = await openNewsroom({ smtp: relay(9) })
  await room.subscribe('mei')
  room.publication.post('lamps')
  await (await room.actions.prepareSend({ newsletter: 'weekly' })).start(true)

  room.publication.configure({ smtp: MAILBOX })
  const rehearsal = await enter(room.publication, room.log, on('MON', '09:30'))
  expect(await rehearsal.deliver()).toEqual([])
  expect(await rehearsal.editions()).toEqual(['weekly/1 held server'])

  room.publication.configure({ smtp: relay(other.port) })
  const real = await enter(room.publication, room.log, on('MON', '10:00'))
  await real.actions.release('weekly/1')
  await real.deliver()
  expect(await real.editions()).toEqual(['weekly/1 sent'])
  expect(other.mails).toHaveLength(1)
})

test('a trial that is not over ends when there is a server', async () => {
  const room = await openNewsroom({ smtp: MAILBOX })
  await room.subscribe('mei')
  room.publication.post('lamps')
  await (await room.actions.prepareSend({ newsletter: 'weekly' })).start(true)
  room.publication.configure({ smtp: relay(room.log.port) })
  const real = await enter(room.publication, room.log, on('MON', '09:30'))
  expect(await real.deliver()).toEqual([])
  expect(await real.editions()).toEqual(['weekly/trial-1 cancelled server'])
})
