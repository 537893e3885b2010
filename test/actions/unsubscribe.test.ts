import { expect, test } from 'vitest'
import { INERT_TOKEN, signToken } from '../../src/subscribers/token.ts'
import { SECRET } from '../integration/a-publication.ts'
import { on, openNewsroom } from './newsroom.ts'

async function room() {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei', 'ruth')
  const { subscriptions } = await newsroom.actions.showSubscriber('mei@example.org')
  const handle = subscriptions[0]?.handle ?? expect.fail()
  return { ...newsroom, handle, token: signToken('unsubscribe', handle, [SECRET]) }
}

test('a signed link says which newsletter it is about, and ends that subscription, twice if need be', async () => {
  const { actions, token } = await room()
  expect(await actions.subscriptionOf(token)).toMatchObject({ isActive: true })
  await actions.unsubscribe(token, 'one-click')
  await actions.unsubscribe(token, 'one-click')
  expect(await actions.subscriptionOf(token)).toMatchObject({ isActive: false })
  const { consents } = await actions.showSubscriber('mei@example.org')
  expect(consents.map(({ action, source }) => `${action} ${source}`)).toEqual([
    'subscribed cli',
    'unsubscribed one-click',
  ])
})

test('who has left is not written to any more, though an edition was on its way', async () => {
  const { actions, publication, goTo, deliver, token } = await room()
  publication.post('lamps')
  goTo(on('MON', '09:00'))
  await actions.tick()
  await actions.unsubscribe(token, 'web')
  expect(await deliver()).toEqual(['ruth'])
})

test('a link that we did not sign ends nothing', async () => {
  const { actions, handle } = await room()
  for (const forged of [signToken('unsubscribe', handle, ['another secret']), INERT_TOKEN, 'x', '']) {
    expect(await actions.subscriptionOf(forged)).toBe('broken')
    await actions.unsubscribe(forged, 'web')
  }
  expect((await actions.showSubscriber('mei@example.org')).subscriptions).toMatchObject([{ state: 'active' }])
})

test('who takes it back gets what was on its way, once, and the next as if nothing had been', async () => {
  const { actions, publication, goTo, deliver, token } = await room()
  publication.post('lamps')
  goTo(on('MON', '09:00'))
  await actions.tick()
  await actions.unsubscribe(token, 'web')
  expect(await actions.subscriptionOf(token)).toMatchObject({ isActive: false, mayTakeBack: true, others: [] })
  expect(await actions.takeBack(token, false)).toHaveLength(1)
  expect(await actions.takeBack(token, false)).toEqual([])
  expect((await deliver()).toSorted()).toEqual(['mei', 'ruth'])
  expect(await deliver()).toEqual([])
  const { consents } = await actions.showSubscriber('mei@example.org')
  expect(consents.map(({ action, source }) => `${action} ${source}`)).toEqual([
    'subscribed cli',
    'unsubscribed web',
    'resubscribed web',
  ])
})

test('what came out between leaving and taking it back comes with the next one', async () => {
  const { actions, publication, goTo, deliver, token } = await room()
  goTo(on('MON', '08:00'))
  await actions.unsubscribe(token, 'one-click')
  publication.post('lamps')
  goTo(on('MON', '09:00'))
  await actions.tick()
  expect(await deliver()).toEqual(['ruth'])
  await actions.takeBack(token, false)
  publication.post('bread')
  goTo(on('MON', '09:00', 1))
  await actions.tick()
  expect((await deliver()).toSorted()).toEqual(['mei', 'ruth'])
  const { deliveries } = await actions.showSubscriber('mei@example.org')
  expect(deliveries).toHaveLength(1)
})

test('all at once, and no link that is not ours does either', async () => {
  const { actions, handle, token } = await room()
  await actions.unsubscribeFromAll(signToken('unsubscribe', handle, ['another secret']))
  expect(await actions.subscriptionOf(token)).toMatchObject({ isActive: true })
  await actions.unsubscribeFromAll(token)
  expect(await actions.subscriptionOf(token)).toMatchObject({ isActive: false })
  expect(await actions.takeBack(signToken('unsubscribe', handle, ['another secret']), true)).toEqual([])
  expect(await actions.takeBack(token, true)).toHaveLength(1)
})
