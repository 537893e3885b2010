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

test('what waits for its operator is there however old, beside the last ten', async () => {
  const { actions, publication, goTo, subscribe, deliver } = await openNewsroom({
    newsletter: 'schedule = "0 9 * * MON"\napprove = true',
  })
  await subscribe('mei')
  publication.post('lamps')
  goTo(on('MON', '09:00'))
  await actions.tick()
  // Its posts go by hand, so that the weeks after it are skipped.
  await actions.approve('weekly/1')
  await deliver()
  publication.post('ropes')
  goTo(on('MON', '09:00', 1))
  await actions.tick()
  await actions.approve('weekly/2')
  await actions.pause('weekly/2')
  for (let week = 2; week < 14; week++) {
    goTo(on('MON', '09:00', week))
    await actions.tick()
    for (const { edition, state } of (await actions.status()).editions.slice(0, 1))
      if (state === 'held') await actions.cancel(edition)
  }
  const { open, editions } = await actions.status()
  expect(editions).toHaveLength(10)
  expect(editions.map(({ edition }) => edition)).not.toContain('weekly/2')
  expect(open).toMatchObject([
    {
      edition: 'weekly/2',
      state: 'paused',
      next: ['Go on with: broadsheet resume weekly/2', 'Drop it with: broadsheet cancel weekly/2'],
    },
  ])
  const one = await actions.status('weekly/1')
  expect(one.open).toEqual([])
  expect(one.detail?.mayHaveComeTwice).toBe(0)
})
