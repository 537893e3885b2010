import { expect, test } from 'vitest'
import { startFaultyServer } from '../../mail/faulty-server.ts'
import { on, openNewsroom } from '../newsroom.ts'

test("a server's trouble stands in the status, and whoever follows the edition hears of it, until it takes mail again", async () => {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei', 'ruth')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  const server = await startFaultyServer({ AUTH: '535 5.7.8 ada@example.org is wrong', extensions: ['AUTH PLAIN'] })
  await newsroom.deliverTo({ ...server.config, user: 'bob', password: 's3cr3t-pass' }, {})
  await server.close()

  const sentence =
    'The mail server did not let us log in: 535 5.7.8 <address> is wrong. Check user and password under [[smtp]].'
  const { failing, problems } = await newsroom.actions.status()
  expect(failing).toMatchObject([{ part: expect.stringMatching(/^server /) }])
  expect(problems).toMatchObject([{ code: 'delivery.trouble', message: sentence }])
  const troubles = async () => (await newsroom.actions.follow(1, AbortSignal.abort(), () => {})).troubles
  expect(await troubles()).toEqual([sentence])

  expect(await newsroom.deliver()).toEqual(['mei', 'ruth'])
  expect(await troubles()).toEqual([])
  expect((await newsroom.actions.status()).failing).toEqual([])
})

test('how many connections a server bears is known to the next run', async () => {
  const newsroom = await openNewsroom()
  const { servers } = newsroom.store
  await servers.noteLimit('relay', 3, newsroom.now())
  expect((await servers.past('relay', newsroom.now())).limit).toMatchObject({ possible: 3 })
  expect((await servers.past('other', newsroom.now())).limit).toBeUndefined()
  await servers.noteLimit('relay', 4, newsroom.now())
  expect((await servers.past('relay', newsroom.now())).limit).toMatchObject({ possible: 4 })
  await servers.noteLimit('relay', undefined, newsroom.now())
  expect((await servers.past('relay', newsroom.now())).limit).toBeUndefined()
})

test('what waits is told with its time', async () => {
  const newsroom = await openNewsroom({}, { treat: () => '450 4.2.2 full' })
  await newsroom.subscribe('mei')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  await newsroom.deliver()
  const { detail } = await newsroom.actions.status('weekly/1')
  expect(detail?.nextTry).toMatch(/^2026-11-23T09:0[12]/)
})
