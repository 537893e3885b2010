import { expect, test } from 'vitest'
import type { MailLogOptions } from '../../integration/mail-log.ts'
import { on, openNewsroom } from '../newsroom.ts'

/** An edition of Monday evening, of a newsletter whose mails leave by day. */
async function mondayEvening(newsletter: string, treat?: MailLogOptions['treat']) {
  const room = await openNewsroom({ newsletter: `schedule = "30 21 * * MON"\n${newsletter}` }, { treat })
  await room.subscribe('mei', 'ruth')
  room.publication.post('lamps')
  room.goTo(on('MON', '21:30'))
  await room.actions.tick()
  return room
}

test('outside its hours an edition does not start; in the morning it goes, with the date of that moment, and is not late', async () => {
  const room = await mondayEvening('hours = "07:00-21:00"\nmax_lateness = "1h"')
  expect(await room.deliver()).toEqual([])
  expect((await room.actions.status()).open).toMatchObject([
    {
      state: 'approved',
      waits: { for: 'hours', until: '2026-11-24T07:00:00Z' },
      next: [
        'Starts at 2026-11-24 07:00, since its mails leave 07:00-21:00.',
        'Until then: broadsheet cancel weekly/1.',
      ],
    },
  ])
  room.goTo(on('TUE', '06:59:59'))
  await room.actions.tick()
  expect(await room.deliver()).toEqual([])
  room.goTo(on('TUE', '07:00'))
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
  expect(room.log.mails[0]?.text).toContain('Date: Tue, 24 Nov 2026 07:00:00 +0000')
})

test('the time to undo comes first, and hours after it', async () => {
  const room = await mondayEvening('hours = "20:00-21:35"\nstart_delay = "10m"')
  expect((await room.actions.status()).open).toMatchObject([{ waits: { for: 'hours', until: '2026-11-24T20:00:00Z' } }])
  await room.actions.release('weekly/1')
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
})

test('what a server put off is not tried again in the night', async () => {
  let isFull = true
  const room = await mondayEvening('hours = "06:00-22:00"', (to) =>
    isFull && to.startsWith('ruth') ? '452 4.2.2 Mailbox full' : undefined,
  )
  expect(await room.deliver()).toEqual(['mei'])
  isFull = false
  room.goTo(on('MON', '23:30'))
  expect(await room.deliver()).toEqual([])
  expect((await room.actions.status()).open).toMatchObject([
    { state: 'settling', waits: { for: 'hours', until: '2026-11-24T06:00:00Z' } },
  ])
  room.goTo(on('TUE', '06:00'))
  expect(await room.deliver()).toEqual(['ruth'])
  expect(await room.editions()).toEqual(['weekly/1 sent'])
})

test('an edition that is on its way stops when its hours end, and goes on in the next', async () => {
  const world: { close?: () => void } = {}
  const room = await openNewsroom(
    { newsletter: 'schedule = "0 21 * * MON"\nhours = "06:00-21:31"' },
    {
      treat: () => {
        world.close?.()
        return undefined
      },
    },
  )
  const names = Array.from({ length: 60 }, (_, index) => `reader-${index}`)
  await room.subscribe(...names)
  room.publication.post('lamps')
  room.goTo(on('MON', '21:00'))
  await room.actions.tick()
  world.close = () => room.goTo(on('MON', '21:31'))
  const first = await room.deliver()
  world.close = undefined
  expect(first.length).toBeGreaterThan(0)
  // One for each connection, whose mail had begun.
  expect(first.length).toBeLessThanOrEqual(10)
  expect((await room.actions.status()).open).toMatchObject([
    {
      state: 'sending',
      waits: { for: 'hours', until: '2026-11-24T06:00:00Z' },
      next: [
        'Goes on at 2026-11-24 06:00, since its mails leave 06:00-21:31.',
        'Until then: broadsheet cancel weekly/1.',
      ],
    },
  ])
  room.goTo(on('TUE', '05:59'))
  expect(await room.deliver()).toEqual([])
  room.goTo(on('TUE', '06:00'))
  expect([...first, ...(await room.deliver())].sort()).toEqual(names.sort())
})

test('mails that are no edition’s leave at any hour', async () => {
  const room = await mondayEvening('hours = "07:00-21:00"')
  const content = { kind: 'notice', subject: 'Held', text: 'Look.\n' } as const
  await room.store.outbox.put({ content, address: 'operator@example.org', at: room.now() })
  expect(await room.deliver()).toEqual(['operator'])
})
