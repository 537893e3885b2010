import { expect, test } from 'vitest'
import type { ExportRow } from '../../../src/subscribers/export-csv.ts'
import { at, editionOf, join, type NewDatabase, seeFresh, start } from './store-world.ts'

export function subscribersContract(newDatabase: NewDatabase): void {
  test('subscribing, leaving and coming back, each with its consent', async () => {
    const { store } = await newDatabase()
    const request = {
      newsletter: 'weekly',
      cadence: 'default',
      address: 'Mei@Example.org',
      key: 'mei@example.org',
      name: 'Mei',
      topics: ['bread', 'maps', 'bread'],
      source: 'cli' as const,
    }
    expect(await store.subscribers.subscribe({ ...request, at: at(0) })).toBe('added')
    expect(await store.subscribers.subscribe({ ...request, at: at(1) })).toBe('already')
    const handle = (await store.subscribers.find('mei@example.org'))?.subscriptions[0]?.handle ?? ''
    expect(handle).toMatch(/^[A-Za-z0-9_-]{16}$/)
    expect(await store.subscribers.unsubscribe(handle, at(2), 'one-click')).toBe('unsubscribed')
    expect(await store.subscribers.unsubscribe(handle, at(3), 'one-click')).toBe('already')
    expect(await store.subscribers.unsubscribe('nobody', at(3), 'one-click')).toBe('unknown')
    expect(await store.subscribers.subscribe({ ...request, at: at(4) })).toBe('returned')
    expect(await store.subscribers.find('mei@example.org')).toMatchObject({
      subscriber: { address: 'Mei@Example.org', addressKey: 'mei@example.org', name: 'Mei', createdAt: at(0) },
      subscriptions: [{ handle, state: 'active', topics: ['bread', 'maps'], since: at(4), stateAt: at(4) }],
      consents: [
        { action: 'subscribed', at: at(0), source: 'cli' },
        { action: 'unsubscribed', at: at(2), source: 'one-click' },
        { action: 'resubscribed', at: at(4), source: 'cli' },
      ],
      deliveries: [],
    })
  })

  test('one person, two newsletters: leaving one keeps the other', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    await join(store, 'mei', { newsletter: 'daily' })
    await store.subscribers.unsubscribe(weekly, at(1), 'web')
    const states = (await store.subscribers.find('mei@example.org'))?.subscriptions.map(({ state }) => state)
    expect(states).toEqual(['unsubscribed', 'active'])
    expect(await store.subscribers.remove('mei@example.org', undefined, at(2), 'cli')).toBe(1)
    expect(await store.subscribers.remove('mei@example.org', undefined, at(2), 'cli')).toBe(0)
    expect(await store.subscribers.bySubscriptionHandle(weekly)).toMatchObject({
      subscriber: { address: 'mei@example.org' },
      subscription: { newsletter: 'weekly', state: 'unsubscribed' },
    })
  })

  test('a suppressed address cannot subscribe, and the first reason stays', async () => {
    const { store } = await newDatabase()
    expect(await store.subscribers.suppress('mei@example.org', 'complaint', at(0), 'by mail')).toBe('suppressed')
    expect(await store.subscribers.suppress('mei@example.org', 'operator', at(1))).toBe('already')
    await join(store, 'mei')
    expect(await store.subscribers.find('mei@example.org')).toEqual({
      subscriptions: [],
      consents: [],
      suppression: { addressKey: 'mei@example.org', reason: 'complaint', at: at(0), note: 'by mail' },
      suppressionSteps: [{ action: 'suppressed', reason: 'complaint', at: at(0), source: 'cli', note: 'by mail' }],
      deliveries: [],
    })
    expect(await store.subscribers.find('nobody@example.org')).toBeUndefined()
  })

  test('leaving calls off what is queued, in that newsletter alone', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    const weekly = await join(store, 'mei')
    await join(store, 'mei', { newsletter: 'daily' })
    await seeFresh(store, ['lamp', 'bread'], 10)
    await start(store, editionOf(['lamp']))
    await start(store, editionOf(['bread'], { newsletter: 'daily' }))
    await store.subscribers.unsubscribe(weekly, at(40), 'one-click')
    expect((await store.subscribers.find('mei@example.org'))?.deliveries).toMatchObject([
      { edition: 'daily/1', state: 'queued', queuedAt: at(30) },
      { edition: 'weekly/1', state: 'cancelled', reason: 'unsubscribed', stateAt: at(40) },
    ])
    await store.subscribers.suppress('mei@example.org', 'operator', at(50))
    expect((await store.subscribers.find('mei@example.org'))?.deliveries[0]).toMatchObject({
      state: 'cancelled',
      reason: 'suppressed',
    })
  })

  test('lists are read by key, in pages', async () => {
    const { store } = await newDatabase()
    for (const name of ['a', 'b', 'c']) await join(store, name, { topics: ['maps'] })
    await join(store, 'd', { newsletter: 'daily' })
    await store.subscribers.suppress('b@example.org', 'bounced', at(1))
    const first = await store.subscribers.list({ newsletter: 'weekly', limit: 2 })
    expect(first).toMatchObject([
      { address: 'a@example.org', state: 'active', topics: ['maps'], suppressed: undefined },
      { address: 'b@example.org', state: 'active', suppressed: 'bounced' },
    ])
    const rest = await store.subscribers.list({ newsletter: 'weekly', after: first[1]?.id, limit: 2 })
    expect(rest.map(({ address }) => address)).toEqual(['c@example.org'])
    expect(await store.subscribers.count({ newsletter: 'weekly' })).toBe(3)
    // Who gets mails: no suppressed address among them.
    expect((await store.subscribers.list({ state: 'active', limit: 9 })).map(({ address }) => address[0])).toEqual([
      'a',
      'c',
      'd',
    ])
    expect(await store.subscribers.count({ state: 'active' })).toBe(3)
  })

  test('suppressed addresses are listed by address, whether anybody subscribed with them or not', async () => {
    const { store } = await newDatabase()
    await join(store, 'mei')
    for (const name of ['zoe', 'mei', 'ana'])
      await store.subscribers.suppress(`${name}@example.org`, 'operator', at(1), name)
    const first = await store.subscribers.listSuppressed({ limit: 2 })
    expect(first).toMatchObject([
      { address: 'ana@example.org', suppressed: 'operator', suppressedAt: at(1), note: 'ana' },
      { address: 'mei@example.org' },
    ])
    const rest = await store.subscribers.listSuppressed({ after: 'mei@example.org', limit: 2 })
    expect(rest.map(({ address }) => address)).toEqual(['zoe@example.org'])
    expect(await store.subscribers.countSuppressed()).toEqual({ all: 3, strangers: 2 })
  })

  test('a suppression is lifted, and the record keeps both', async () => {
    const { store } = await newDatabase()
    await store.subscribers.suppress('mei@example.org', 'operator', at(1), 'by mistake')
    expect(await store.subscribers.unsuppress('mei@example.org', at(2), 'undone')).toBe('operator')
    expect(await store.subscribers.unsuppress('mei@example.org', at(3))).toBeUndefined()
    await join(store, 'mei')
    expect(await store.subscribers.find('mei@example.org')).toMatchObject({
      suppression: undefined,
      suppressionSteps: [
        { action: 'suppressed', reason: 'operator', at: at(1), source: 'cli', note: 'by mistake' },
        { action: 'lifted', reason: 'operator', at: at(2), source: 'cli', note: 'undone' },
      ],
      subscriptions: [{ state: 'active' }],
    })
  })

  test('who left stays out until somebody says that they asked', async () => {
    const { store } = await newDatabase()
    await store.subscribers.unsubscribe(await join(store, 'mei'), at(1), 'one-click')
    const request = { newsletter: 'weekly', cadence: 'default', address: 'mei@example.org', key: 'mei@example.org' }
    const asked = { ...request, at: at(2), source: 'cli: by mail' as const }
    expect(await store.subscribers.subscribe({ ...asked, mayReturn: false })).toBe('left')
    expect((await store.subscribers.find('mei@example.org'))?.subscriptions).toMatchObject([{ state: 'unsubscribed' }])
    expect(await store.subscribers.subscribe({ ...asked, mayReturn: true })).toBe('returned')
  })

  test('all of them are exported, by address and newsletter, and who is only suppressed at the end', async () => {
    const { store } = await newDatabase()
    for (const name of ['c', 'a']) await join(store, name)
    await join(store, 'a', { newsletter: 'daily' })
    await store.subscribers.suppress('a@example.org', 'bounced', at(1))
    await store.subscribers.suppress('b@example.org', 'complaint', at(1))
    const all: ExportRow[] = []
    for await (const page of store.subscribers.exportRows({})) all.push(...page)
    expect(
      all.map(({ address, subscription, suppression }) => [address[0], subscription?.newsletter, suppression?.reason]),
    ).toEqual([
      ['a', 'daily', 'bounced'],
      ['a', 'weekly', 'bounced'],
      ['c', 'weekly', undefined],
      ['b', undefined, 'complaint'],
    ])
    expect(all[1]?.subscription?.consents).toEqual([{ action: 'subscribed', at: at(0), source: 'cli' }])
  })
}
