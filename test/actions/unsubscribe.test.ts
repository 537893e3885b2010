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
