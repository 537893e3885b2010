import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/open-store.ts'
import { at, editionOf, join, type NewDatabase, seeFresh, start } from './store-world.ts'

const DAY = 24 * 60
const said = (minutes: number) => ({ at: at(minutes), source: 'link' as const, evidence: { form: '/preferences' } })

export function preferencesContract(newDatabase: NewDatabase): void {
  test('what is chosen of a newsletter is written with its line, and what is not named stays', async () => {
    const { store } = await newDatabase()
    await join(store, 'mei', { topics: ['bread', 'maps'] })
    const handle = await handleOf(store)
    const change = { newsletter: 'weekly', cadence: 'daily', add: ['lamps'], drop: ['bread'] }
    expect(await store.preferences.choose(handle, change, said(5))).toBe('done')
    expect(await store.preferences.choose(handle, change, said(6))).toBe('not')
    const record = await store.preferences.of(handle)
    expect(record?.subscriptions).toMatchObject([{ cadence: 'daily', topics: ['lamps', 'maps'], since: at(0) }])
    expect(record?.consents).toMatchObject([
      { action: 'subscribed' },
      { action: 'changed', at: at(5), source: 'link', evidence: { form: '/preferences' } },
    ])
    expect(await store.preferences.choose(handle, { ...change, newsletter: 'daily' }, said(7))).toBe('not')
    expect(await store.preferences.choose('AAAAAAAAAAAAAAAA', change, said(7))).toBe('not')
  })

  test('two processes at once: each changes what it names, and nothing is lost', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const weekly = await join(store, 'mei', { topics: ['bread'] })
    const handle = await handleOf(store)
    const topics = Array.from({ length: 6 }, (_, index) => `topic-${index}`)
    await Promise.all([
      ...topics.map((topic, index) =>
        (index % 2 ? store : other).preferences.choose(
          handle,
          { newsletter: 'weekly', add: [topic], drop: [] },
          said(index),
        ),
      ),
      other.preferences.choose(handle, { newsletter: 'weekly', cadence: 'daily', add: [], drop: ['bread'] }, said(7)),
      store.preferences.describe(handle, { name: 'Mei' }, said(8)),
      other.preferences.describe(handle, { language: 'de' }, said(8)),
      other.subscribers.pause(weekly, at(30 * DAY), at(9), 'link'),
      ...[store, other].map(({ preferences }) =>
        preferences.join(handle, { newsletter: 'daily', cadence: 'default', topics: [] }, said(9)),
      ),
    ])
    const record = await store.preferences.of(handle)
    expect(record?.subscriber).toMatchObject({ name: 'Mei', language: 'de' })
    expect(record?.subscriptions).toMatchObject([
      { newsletter: 'weekly', cadence: 'daily', topics, state: 'paused' },
      { newsletter: 'daily', state: 'active' },
    ])
    const ofDaily = record?.consents.filter(({ newsletter, action }) => newsletter === 'daily' && action !== 'changed')
    expect(ofDaily?.map(({ action }) => action)).toEqual(['subscribed', 'confirmed'])
    const ofWeekly = record?.consents.filter(({ newsletter }) => newsletter === 'weekly')
    expect(ofWeekly?.filter(({ action }) => action === 'changed')).toHaveLength(topics.length + 3)
  })

  test('two leave and take it back at once: the last one is what holds, and the record has both', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const weekly = await join(store, 'mei')
    await store.subscribers.unsubscribe(weekly, at(1), 'web')
    const both = await Promise.all([
      store.preferences.takeBack({ handle: weekly, at: at(2), source: 'web' }),
      other.preferences.takeBack({ handle: weekly, at: at(2), source: 'web' }),
    ])
    expect(both.flat()).toEqual(['weekly'])
    const record = await store.subscribers.find('mei@example.org')
    expect(record?.subscriptions).toMatchObject([{ state: 'active' }])
    expect(record?.consents.map(({ action }) => action)).toEqual(['subscribed', 'unsubscribed', 'resubscribed'])
  })

  test('a topic that is new to somebody brings what comes from now on, not what earlier editions had', async () => {
    const { store } = await newDatabase()
    await join(store, 'mei', { topics: ['bread'] })
    await seeFresh(store, ['lamp'], 10)
    await start(store, editionOf(['lamp']))
    const handle = await handleOf(store)
    await store.preferences.choose(handle, { newsletter: 'weekly', add: ['maps'], drop: [] }, said(50))
    expect((await store.preferences.of(handle))?.subscriptions[0]?.since).toEqual(at(20))
    await store.preferences.choose(handle, { newsletter: 'weekly', add: [], drop: ['maps'] }, said(60))
    expect((await store.preferences.of(handle))?.subscriptions[0]?.since).toEqual(at(20))
  })

  test('who joins by their own link has confirmed it; a suppressed address does not', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    const handle = await handleOf(store)
    const wish = { newsletter: 'weekly', cadence: 'default', topics: ['bread'] }
    expect(await store.preferences.join(handle, wish, said(1))).toBe('not')
    await store.subscribers.unsubscribe(weekly, at(2), 'web')
    expect(await store.preferences.join(handle, wish, said(3))).toBe('done')
    expect((await store.preferences.of(handle))?.consents.map(({ action }) => action)).toEqual([
      ...['subscribed', 'unsubscribed', 'resubscribed', 'confirmed'],
    ])
    await store.subscribers.suppress('mei@example.org', 'complaint', at(4))
    expect(await store.preferences.join(handle, { ...wish, newsletter: 'daily' }, said(5))).toBe('suppressed')
    expect(await store.preferences.join('AAAAAAAAAAAAAAAA', wish, said(5))).toBe('not')
  })

  test('all at once, and back: what was called off of an edition that is still going goes out', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    await join(store, 'mei', { newsletter: 'daily' })
    await join(store, 'ada')
    await seeFresh(store, ['lamp'], 10)
    await start(store, editionOf(['lamp']))
    const handle = await handleOf(store)
    expect(await store.preferences.leaveAll(handle, { at: at(40), source: 'web' })).toBe(2)
    expect((await store.preferences.of(handle))?.deliveries).toMatchObject([{ state: 'cancelled' }])
    expect(await store.preferences.takeBack({ handle: weekly, isAll: true, at: at(45), source: 'web' })).toEqual([
      'weekly',
      'daily',
    ])
    const record = await store.preferences.of(handle)
    expect(record?.subscriptions).toMatchObject([
      { state: 'active', since: at(0) },
      { state: 'active', since: at(0) },
    ])
    expect(record?.deliveries).toMatchObject([{ state: 'queued' }])
    expect(record?.deliveries[0]).not.toHaveProperty('reason', 'unsubscribed')
    expect(record?.consents.at(-1)).toMatchObject({ action: 'resubscribed', source: 'web' })
    expect(await store.preferences.takeBack({ handle: weekly, at: at(46), source: 'web' })).toEqual([])
  })

  test('only one’s own leaving is taken back, and only for a day', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    const back = (minutes: number) => store.preferences.takeBack({ handle: weekly, at: at(minutes), source: 'web' })
    await store.subscribers.unsubscribe(weekly, at(1), 'one-click')
    expect(await back(DAY + 2)).toEqual([])
    expect(await back(DAY + 1)).toEqual(['weekly'])
    await store.subscribers.remove('mei@example.org', undefined, at(DAY + 5), 'cli')
    expect(await back(DAY + 6)).toEqual([])
    await store.subscribers.subscribe({
      ...{ newsletter: 'weekly', cadence: 'default', address: 'mei@example.org', key: 'mei@example.org' },
      ...{ at: at(DAY + 7), source: 'cli' },
    })
    await store.subscribers.unsubscribe(weekly, at(DAY + 8), 'web')
    await store.subscribers.suppress('mei@example.org', 'complaint', at(DAY + 8))
    expect(await back(DAY + 9)).toEqual([])
    expect(await store.preferences.takeBack({ handle: 'nobody', at: at(1), source: 'web' })).toEqual([])
  })

  test('who read by feed, left and takes it back, reads by feed: nothing of it comes by mail, too', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    const handle = await handleOf(store)
    await store.subscribers.moveToFeed(weekly, at(1), 'link')
    await store.preferences.describe(handle, { name: 'Mei' }, said(2))
    await store.subscribers.unsubscribe(weekly, at(3), 'web')
    expect(await store.subscribers.moveToFeed(weekly, at(4), 'link')).toBe('not')
    expect(await store.preferences.takeBack({ handle: weekly, at: at(5), source: 'web' })).toEqual(['weekly'])
    expect((await store.preferences.of(handle))?.subscriptions).toMatchObject([{ state: 'by-feed' }])
  })

  test('who left in the midst of a pause is spared what the pause spared them', async () => {
    const { store } = await newDatabase()
    const weekly = await join(store, 'mei')
    await store.subscribers.pause(weekly, at(30 * DAY), at(1), 'link')
    await store.subscribers.unsubscribe(weekly, at(DAY), 'web')
    await store.preferences.takeBack({ handle: weekly, at: at(DAY + 1), source: 'web' })
    const record = await store.subscribers.find('mei@example.org')
    expect(record?.subscriptions).toMatchObject([{ state: 'active', since: at(DAY + 1) }])
  })
}

async function handleOf(store: Store): Promise<string> {
  return (await store.subscribers.find('mei@example.org'))?.subscriber?.handle ?? ''
}
