import { expect, test } from 'vitest'
import type { AudienceQuery } from '../../../src/editions/audience.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { anyTopic, at, editionOf, join, type NewDatabase, seeFresh, start } from './store-world.ts'

const DAY = 24 * 60

export function pausesContract(newDatabase: NewDatabase): void {
  test('a pause calls off what is queued, and nothing is due while it lasts', async () => {
    const { store } = await newDatabase()
    const mei = await join(store, 'mei')
    await join(store, 'ada')
    await seeFresh(store, ['lamp'], 10)
    await start(store, editionOf(['lamp']))
    expect(await store.subscribers.pause(mei, at(30 * DAY), at(40), 'link')).toBe('done')
    const record = await recordOf(store)
    expect(record?.subscriptions).toMatchObject([{ state: 'paused', stateAt: at(40), pausedUntil: at(30 * DAY) }])
    expect(record?.consents.at(-1)).toMatchObject({ action: 'paused', at: at(40), source: 'link' })
    expect(record?.deliveries).toMatchObject([{ state: 'cancelled', reason: 'paused' }])
    await seeFresh(store, ['bread'], 50)
    expect(await reached(store, 'bread', 50, DAY)).toBe(1)
  })

  test('a pause that is over is active again since its end: what came out meanwhile is not caught up', async () => {
    const { store } = await newDatabase()
    const mei = await join(store, 'mei')
    await store.subscribers.pause(mei, at(2 * DAY), at(40), 'link')
    await seeFresh(store, ['missed'], DAY)
    await seeFresh(store, ['after'], 2 * DAY + 5)
    expect(await reached(store, 'missed', DAY, 3 * DAY)).toBe(0)
    expect(await reached(store, 'after', 2 * DAY + 5, 3 * DAY)).toBe(1)
    const [subscription] = (await recordOf(store))?.subscriptions ?? []
    expect(subscription).toMatchObject({ state: 'active', stateAt: at(2 * DAY), since: at(2 * DAY) })
    expect(subscription).not.toHaveProperty('pausedUntil')
  })

  test('somebody who only looks sees who is back, and writes nothing down', async () => {
    const { store } = await newDatabase()
    const mei = await join(store, 'mei')
    await join(store, 'ada')
    await store.subscribers.pause(mei, at(2 * DAY), at(40), 'link')
    const looking = (postId: string, newAt: number, asked: number) =>
      reached(store, postId, newAt, asked, { lookedAt: at(asked) })
    await seeFresh(store, ['missed'], DAY)
    await seeFresh(store, ['after'], 2 * DAY + 5)
    expect(await looking('after', 2 * DAY + 5, DAY)).toBe(1)
    expect(await looking('after', 2 * DAY + 5, 3 * DAY)).toBe(2)
    expect(await looking('missed', DAY, 3 * DAY)).toBe(1)
    expect((await recordOf(store))?.subscriptions).toMatchObject([{ state: 'paused', pausedUntil: at(2 * DAY) }])
    expect(await reached(store, 'missed', DAY, 3 * DAY)).toBe(1)
  })

  test('an edition that starts after the end of a pause is frozen with who is back', async () => {
    const { store } = await newDatabase()
    const mei = await join(store, 'mei')
    await store.subscribers.pause(mei, at(5), at(1), 'link')
    await seeFresh(store, ['lamp'], 10)
    await start(store, editionOf(['lamp']))
    expect((await recordOf(store))?.deliveries).toMatchObject([{ state: 'queued' }])
  })

  test('who is back early misses what came out meanwhile, too', async () => {
    const { store } = await newDatabase()
    const mei = await join(store, 'mei')
    await store.subscribers.pause(mei, at(30 * DAY), at(1), 'link')
    await seeFresh(store, ['missed'], 10)
    expect(await store.subscribers.resume(mei, at(20), 'link')).toBe('done')
    expect(await store.subscribers.resume(mei, at(21), 'link')).toBe('not')
    expect(await reached(store, 'missed', 10, 30)).toBe(0)
    expect((await recordOf(store))?.consents.map(({ action }) => action)).toEqual(['subscribed', 'paused', 'resumed'])
  })

  test('who left is not paused, who pauses may leave, and an import changes neither', async () => {
    const { store } = await newDatabase()
    const mei = await join(store, 'mei')
    const again = { newsletter: 'weekly', cadence: 'default', address: 'mei@example.org', key: 'mei@example.org' }
    await store.subscribers.pause(mei, at(DAY), at(1), 'link')
    // Another day, and nobody is asked twice.
    expect(await store.subscribers.pause(mei, at(2 * DAY), at(2), 'link')).toBe('done')
    const row = { line: 2, address: 'mei@example.org', key: 'mei@example.org', status: 'active' as const }
    const list = {
      newsletter: 'weekly',
      cadences: new Map(),
      rows: [row],
      at: at(3),
      source: 'import list.csv' as const,
    }
    expect(await store.subscribers.importRows(list)).toMatchObject({ already: 1 })
    expect((await recordOf(store))?.subscriptions[0]).toMatchObject({ state: 'paused', pausedUntil: at(2 * DAY) })
    expect(await store.subscribers.subscribe({ ...again, at: at(4), source: 'cli', mayReturn: true })).toBe('returned')
    await store.subscribers.pause(mei, at(DAY), at(5), 'link')
    expect(await store.subscribers.unsubscribe(mei, at(6), 'one-click')).toBe('unsubscribed')
    expect(await store.subscribers.pause(mei, at(DAY), at(7), 'link')).toBe('not')
    expect((await recordOf(store))?.subscriptions[0]).toMatchObject({ state: 'unsubscribed', stateAt: at(6) })
    expect(await store.subscribers.pause('nobody', at(DAY), at(7), 'link')).toBe('not')
  })
}

const recordOf = (store: Store) => store.subscribers.find('mei@example.org')

/** How many are due a post that became new at `newAt`, where they are asked for at `asked`. */
async function reached(
  store: Store,
  postId: string,
  newAt: number,
  asked: number,
  more: Partial<AudienceQuery> = {},
): Promise<number> {
  const posts = [{ postId, newAt: at(newAt), tags: [] }]
  const query = { newsletter: 'weekly', cadence: 'default', matchesTopics: anyTopic, transport: 'smtp' as const, posts }
  const { groups } = await store.editions.candidates({ ...query, ...more }, at(asked))
  return groups.reduce((sum, { recipientCount }) => sum + recipientCount, 0)
}
