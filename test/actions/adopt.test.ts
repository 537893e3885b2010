import { expect, test } from 'vitest'
import { on, openNewsroom } from './newsroom.ts'

/** Ruth has subscribed; three posts of three days came after the baseline. */
async function room() {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('ruth')
  for (const day of [19, 20, 21]) newsroom.publication.post(`day-${day}`, { date: `2026-11-${day}` })
  newsroom.goTo(on('MON', '08:30'))
  await newsroom.actions.scan()
  const due = async () => (await newsroom.actions.plan({})).posts.map(({ title }) => title)
  return { ...newsroom, due }
}

test('all that is live is marked as already sent, and a second time nothing is left to count', async () => {
  const { actions, due } = await room()
  expect(await due()).toHaveLength(3)
  expect(await actions.adopt({})).toMatchObject({ newsletters: [{ id: 'weekly', adopted: 3, fresh: 0, total: 3 }] })
  expect(await due()).toEqual([])
  expect(await actions.adopt({})).toMatchObject({ newsletters: [{ adopted: 0, fresh: 0, total: 3 }] })
})

test('--before moves the line both ways: what is later is new again', async () => {
  const { actions, due } = await room()
  await actions.adopt({})
  expect(await actions.adopt({ before: '2026-11-20' })).toMatchObject({ newsletters: [{ fresh: 2, total: 1 }] })
  expect(await due()).toEqual(['About day-21', 'About day-20'])
  expect(await actions.adopt({ before: '2026-11-20T00:00:01Z' })).toMatchObject({ newsletters: [{ total: 2 }] })
  expect(await due()).toEqual(['About day-21'])
})

test('what was sent stays sent to whom it was sent', async () => {
  const { actions, deliver, due, subscribe } = await room()
  const { start } = await actions.prepareSend({ newsletter: 'weekly' })
  await start(true)
  expect(await deliver()).toEqual(['ruth'])
  await subscribe('mei')
  await actions.adopt({ before: '2026-11-20' })
  expect(await actions.plan({})).toMatchObject({ excluded: { 'had-it': 1 }, recipientCount: 1 })
  expect(await due()).toHaveLength(2)
})

test('an unknown newsletter is named with those there are', async () => {
  const { actions } = await room()
  await expect(actions.adopt({ newsletter: 'daily' })).rejects.toMatchObject({ exitCode: 2 })
})
