import { expect, test } from 'vitest'
import { exported, imported } from '../../actions/subscribers/lists-in-stores.ts'
import { aSignUp, at, confirmation, join, type NewDatabase, signUpBy, startTo } from './store-world.ts'

const KEY = 'mei@example.org'

export function eraseContract(newDatabase: NewDatabase): void {
  test('what is queued is called off, and comes back by no retry', async () => {
    const { store } = await newDatabase()
    const { id: editionId } = await startTo(store, ['mei', 'ana'])
    expect(await store.subscribers.erase(KEY, at(37), 'cli')).toMatchObject({ deliveries: 1, cancelled: 1 })
    expect(await store.deliveries.claimable(editionId, at(38), 10)).toMatchObject([{ address: 'ana@example.org' }])
    expect(await store.deliveries.counts(editionId)).toMatchObject({ cancelled: 1, queued: 1 })
    await store.deliveries.retry(editionId, 'failed', at(39))
    expect(await store.deliveries.claimable(editionId, at(40), 10)).toHaveLength(1)
    expect([await store.subscribers.count({}), await store.subscribers.find(KEY)]).toEqual([1, undefined])
    expect(await exported(store)).not.toContain('mei')
    expect(await store.subscribers.erase(KEY, at(41), 'cli')).toMatchObject({ isKnown: false, deliveries: 0 })
  })

  test('an erased address is neither added nor imported nor suppressed, until its owner lifts it', async () => {
    const { store } = await newDatabase()
    const { subscribers } = store
    await join(store, 'mei')
    expect(await subscribers.isErased(KEY)).toBe(false)
    await subscribers.erase(KEY, at(1), 'cli')
    expect([await subscribers.isErased(KEY), await subscribers.isErased('ana@example.org')]).toEqual([true, false])
    const request = {
      newsletter: 'weekly',
      cadence: 'default',
      address: KEY,
      key: KEY,
      at: at(2),
      source: 'cli' as const,
    }
    expect(await subscribers.subscribe(request)).toBe('erased')
    const csv = `email,status\nMEI@example.org,active\nana@example.org,active\n`
    expect(await imported(store, csv, { newsletter: 'weekly' })).toMatchObject({ added: 1, erased: 1 })
    for (const status of ['unsubscribed', 'bounced'])
      expect(await imported(store, `email,status\n${KEY},${status}\n`, { newsletter: 'weekly' })).toMatchObject({
        erased: 1,
        unsubscribed: 0,
        newlySuppressed: 0,
      })
    expect(await subscribers.suppress(KEY, 'operator', at(3))).toBe('already')
    expect(await exported(store)).not.toMatch(/mei/i)
    const signUp = await signUpBy(store, aSignUp(KEY))
    expect(await subscribers.isErased(KEY)).toBe(true)
    expect(await store.signUps.confirm(signUp, confirmation(4))).toMatchObject({ subscriptions: [{ began: true }] })
    expect(await subscribers.isErased(KEY)).toBe(false)
    expect((await subscribers.find(KEY))?.subscriptions).toHaveLength(1)
  })

  test('a link to confirm from before leads nowhere, and a lifted erasure is lifted once', async () => {
    const { store } = await newDatabase()
    const { subscribers } = store
    const request = {
      newsletter: 'weekly',
      cadence: 'default',
      address: KEY,
      key: KEY,
      at: at(2),
      source: 'cli' as const,
    }
    const signUp = await signUpBy(store, aSignUp(KEY))
    expect(await subscribers.erase(KEY, at(3), 'cli')).toMatchObject({ isKnown: true, signUps: 1 })
    expect(await store.signUps.confirm(signUp, confirmation(4))).toBe('unknown')
    expect(await subscribers.liftErasure(KEY, at(4), 'link')).toBe(true)
    expect(await subscribers.liftErasure(KEY, at(4), 'link')).toBe(false)
    expect(await subscribers.subscribe(request)).toBe('added')
    expect((await subscribers.find(KEY))?.subscriptions).toHaveLength(1)
  })

  test('an address that nobody knows is kept out, too', async () => {
    const { store } = await newDatabase()
    expect(await store.subscribers.erase(KEY, at(1), 'cli')).toMatchObject({ isKnown: false, subscriptions: 0 })
    expect(await store.subscribers.isErased(KEY)).toBe(true)
  })

  test('a link in an old mail leads to nobody', async () => {
    const { store } = await newDatabase()
    const handle = await join(store, 'mei')
    await store.subscribers.erase(KEY, at(1), 'cli')
    expect(await store.subscribers.bySubscriptionHandle(handle)).toBeUndefined()
    expect(await store.subscribers.unsubscribe(handle, at(2), 'one-click')).toBe('already')
  })
}
