import { describe, expect, test } from 'vitest'
import { enter, on, openNewsroom } from '../newsroom.ts'

const DELAYED = 'schedule = "0 9 * * MON"\nstart_delay = "10m"'

/** Monday at nine: an edition was made, and may be undone for ten minutes. */
async function mondayAtNine(newsletter = DELAYED) {
  const room = await openNewsroom({ newsletter })
  await room.subscribe('mei', 'ruth')
  room.publication.post('lamps')
  room.goTo(on('MON', '09:00'))
  await room.actions.tick()
  return room
}

describe('an edition with time to undo', () => {
  test('starts when that is over, and not before', async () => {
    const room = await mondayAtNine()
    expect(await room.deliver()).toEqual([])
    const { open } = await room.actions.status()
    expect(open).toMatchObject([
      {
        edition: 'weekly/1',
        state: 'approved',
        waits: { for: 'delay', until: '2026-11-23T09:10:00Z' },
        next: [
          'Starts at 2026-11-23 09:10.',
          'Until then: broadsheet cancel weekly/1, or broadsheet pause weekly/1.',
          'At once: broadsheet release weekly/1.',
        ],
      },
    ])
    room.goTo(on('MON', '09:09:59'))
    expect(await room.deliver()).toEqual([])
    room.goTo(on('MON', '09:10'))
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    expect((await room.actions.status()).editions).toMatchObject([{ state: 'sent' }])
    expect((await room.actions.status()).editions[0]).not.toHaveProperty('waits')
  })

  test('whoever delivers after a restart starts it once, at its time', async () => {
    const room = await mondayAtNine()
    const later = await enter(room.publication, room.log, on('MON', '09:05'))
    await later.actions.tick()
    expect(await later.deliver()).toEqual([])
    later.goTo(on('MON', '09:11'))
    await later.actions.tick()
    expect(await later.deliver()).toEqual(['mei', 'ruth'])
    room.goTo(on('MON', '09:12'))
    expect(await room.deliver()).toEqual([])
    expect(await room.editions()).toEqual(['weekly/1 sent'])
  })

  test('is cancelled in it: nobody has got it, and its posts are due again', async () => {
    const room = await mondayAtNine()
    room.goTo(on('MON', '09:09'))
    await room.actions.cancel('weekly/1')
    room.goTo(on('MON', '09:30'))
    expect(await room.deliver()).toEqual([])
    expect((await room.actions.prepareSend({ newsletter: 'weekly' })).plan).toMatchObject({ recipientCount: 2 })
  })

  test('is paused in it, and goes on from where it was', async () => {
    const room = await mondayAtNine()
    await room.actions.pause('weekly/1')
    room.goTo(on('MON', '09:05'))
    expect(await room.actions.resume('weekly/1')).toMatchObject({
      state: 'approved',
      waits: { for: 'delay', until: '2026-11-23T09:10:00Z' },
    })
    await room.actions.pause('weekly/1')
    room.goTo(on('MON', '10:00'))
    expect(await room.deliver()).toEqual([])
    expect(await room.actions.resume('weekly/1')).not.toHaveProperty('waits')
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
  })

  test('starts at once when it is released', async () => {
    const room = await mondayAtNine()
    expect(await room.actions.release('weekly/1')).not.toHaveProperty('waits')
    expect(await room.deliver()).toEqual(['mei', 'ruth'])
    await expect(room.actions.release('weekly/1')).rejects.toThrow('weekly/1 is sent: it cannot be let go.')
  })
})

test('one that waits for approval has its time to undo from then on, unless it is to go now', async () => {
  const room = await mondayAtNine(`${DELAYED}\napprove = true`)
  room.goTo(on('MON', '15:00'))
  expect(await room.actions.approve('weekly/1')).toMatchObject({ waits: { until: '2026-11-23T15:10:00Z' } })
  expect(await room.deliver()).toEqual([])
  room.goTo(on('MON', '15:10'))
  expect(await room.deliver()).toEqual(['mei', 'ruth'])

  const other = await mondayAtNine(`${DELAYED}\napprove = true`)
  expect(await other.actions.approve('weekly/1', { now: true })).not.toHaveProperty('waits')
  expect(await other.deliver()).toEqual(['mei', 'ruth'])
})

test('one sent by hand has it as well, unless it is sent now; a send in it brings what is there by then', async () => {
  const room = await openNewsroom({ newsletter: DELAYED })
  await room.subscribe('mei')
  room.publication.post('lamps')
  room.goTo(on('TUE', '09:00'))
  await (await room.actions.prepareSend({ newsletter: 'weekly' })).start(true)
  expect(await room.deliver()).toEqual([])
  room.publication.post('maps')
  room.goTo(on('TUE', '09:05'))
  await (await room.actions.prepareSend({ newsletter: 'weekly' })).start(true, { now: true })
  expect(await room.editions()).toEqual(['weekly/1 cancelled superseded', 'weekly/2 approved'])
  expect(await room.deliver()).toEqual(['mei'])
  room.goTo(on('TUE', '09:10'))
  expect(await room.deliver()).toEqual([])
})

test('no delay, no wait: an edition of before has none either', async () => {
  const room = await mondayAtNine('schedule = "0 9 * * MON"')
  const edition = await room.store.editions.byId(1)
  expect(edition?.startsAt).toBeUndefined()
  expect(await room.deliver()).toEqual(['mei', 'ruth'])
})
