import { expect, test } from 'vitest'
import { on, openNewsroom } from './newsroom.ts'

test('a newsletter says when it goes out next; before the first edition there is none', async () => {
  const { actions, goTo } = await openNewsroom()
  expect(await actions.status()).toMatchObject({
    newsletters: [{ id: 'weekly', next: '2026-11-23T09:00:00Z' }],
    editions: [],
  })
  goTo(on('MON', '09:00'))
  expect(await actions.status()).toMatchObject({ newsletters: [{ next: '2026-11-30T09:00:00Z' }] })
})

test('without a schedule there is no next run', async () => {
  const { actions } = await openNewsroom({ newsletter: '' })
  expect((await actions.status()).newsletters).toEqual([{ id: 'weekly', next: undefined, lastEdition: undefined }])
})

test('editions come newest first; one that was asked for comes with its steps and who was left out, and why', async () => {
  const { actions, publication, goTo, subscribe, deliver } = await openNewsroom()
  await subscribe('mei', 'ruth')
  await actions.suppress({ addresses: ['ruth@example.org'] })
  publication.post('lamps')
  goTo(on('MON', '09:00'))
  await actions.tick()
  await deliver()
  goTo(on('MON', '09:00', 1))
  await actions.tick()
  const { editions, newsletters, detail } = await actions.status()
  expect(editions.map(({ edition, state }) => `${edition} ${state}`)).toEqual(['weekly/- skipped', 'weekly/1 sent'])
  expect(newsletters[0]?.lastEdition).toBe('weekly/1')
  expect(detail).toBeUndefined()

  const one = await actions.status('weekly/1')
  expect(one.editions).toMatchObject([{ edition: 'weekly/1', postCount: 1, deliveries: { accepted: 1 } }])
  expect(one.detail?.steps.map(({ state }) => state)).toEqual(['approved', 'sending', 'sent'])
  expect(one.detail?.excluded).toEqual({ suppressed: 1 })
})

test('an edition that is not there, and a name that is none', async () => {
  const { actions } = await openNewsroom()
  await expect(actions.status('weekly/9')).rejects.toMatchObject({ exitCode: 1 })
  await expect(actions.status('weekly')).rejects.toMatchObject({ exitCode: 2 })
})
