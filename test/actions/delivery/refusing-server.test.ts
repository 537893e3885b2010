import { expect, test } from 'vitest'
import { on, openNewsroom } from '../newsroom.ts'

const GONE = '550 5.1.1 User unknown in virtual mailbox table'

/** A small list, and a server that refuses all of it, until it is mended. */
async function refused(readers: number) {
  const server = { isBroken: true }
  const newsroom = await openNewsroom({}, { treat: () => (server.isBroken ? GONE : undefined) })
  await newsroom.subscribe(...Array.from({ length: readers }, (_, i) => `reader-${i}`))
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  return { ...newsroom, server }
}

test.each([3, 40])(
  'a relay that refuses all of %d is at fault, not their addresses: it pauses, and goes on',
  async (readers) => {
    const { deliver, editions, actions, publication, goTo, server } = await refused(readers)
    expect(await deliver()).toEqual([])
    expect(await editions()).toEqual(['weekly/1 paused rejections'])
    expect(publication.sql('select * from suppressions')).toEqual([])

    server.isBroken = false
    goTo(on('MON', '10:00'))
    expect(await actions.retry('weekly/1', 'failed')).toMatchObject({ state: 'sending' })
    expect(await deliver()).toHaveLength(readers)
    expect(await editions()).toEqual(['weekly/1 sent'])
  },
)

test('where the addresses are wrong indeed, the operator says so', async () => {
  const { deliver, editions, actions, goTo } = await refused(3)
  await deliver()
  goTo(on('MON', '10:00'))
  expect(await actions.suppress({ addresses: [], edition: 'weekly/1' })).toMatchObject({ suppressed: 3 })
  await actions.resume('weekly/1')
  await deliver()
  expect(await editions()).toEqual(['weekly/1 sent'])
  expect(await actions.listSubscribers({ state: 'suppressed', limit: 9 })).toMatchObject({
    total: 3,
    subscribers: [{ address: 'reader-0@example.org', suppressed: 'no-such-address' }, {}, {}],
  })
  // And takes it back.
  expect(await actions.unsuppress({ addresses: [], edition: 'weekly/1' })).toMatchObject({ lifted: 3 })
  expect(await actions.retry('weekly/1', 'failed')).toMatchObject({ deliveries: 3 })
})
