import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../newsroom.ts'

test('what a capture mailbox took does not count as sent for a real server, and the other way it does', async () => {
  const rehearsal = await openNewsroom({ smtp: 'url = "mailbox:dist/mail"' })
  const { publication, log } = rehearsal
  await rehearsal.subscribe('mei', 'ruth')
  publication.post('lamps')
  rehearsal.goTo(on('MON', '09:00'))
  await rehearsal.actions.tick()
  await rehearsal.deliver()
  expect(await rehearsal.editions()).toEqual(['weekly/1 sent'])
  expect(readdirSync(join(publication.dir, 'dist/mail'))).toHaveLength(2)
  expect(await rehearsal.actions.plan({})).toMatchObject({ recipientCount: 0, excluded: { 'nothing-due': 2 } })

  publication.configure({ smtp: `url = "smtp://127.0.0.1:${log.port}"` })
  const real = await enter(publication, log, on('MON', '09:30'))
  const { start } = await real.actions.prepareSend({ newsletter: 'weekly' })
  expect(await start(false)).toMatchObject({ edition: 'weekly/2', state: 'approved' })
  expect(await real.deliver()).toEqual(['mei', 'ruth'])

  publication.configure({ smtp: 'url = "mailbox:dist/mail"' })
  const again = await enter(publication, log, on('MON', '09:45'))
  expect(await again.actions.plan({})).toMatchObject({ recipientCount: 0 })
})
