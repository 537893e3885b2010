import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { NewDatabase } from './store-world.ts'

const day = (date: string) => Temporal.PlainDate.from(date)
const report = (date: string, path: string, reader: string, subscribers: number) => ({
  day: day(date),
  path,
  reader,
  subscribers,
})

export function feedReadersContract(newDatabase: NewDatabase): void {
  test('of what a reader said in a day the most counts', async () => {
    const { store } = await newDatabase()
    await store.feedReaders.note([
      report('2026-11-16', '/feed.xml', 'Feedly', 12),
      report('2026-11-16', '/atom.xml', 'Feedly', 3),
    ])
    await store.feedReaders.note([
      report('2026-11-16', '/feed.xml', 'Feedly', 11),
      report('2026-11-17', '/feed.xml', 'Feedly', 14),
    ])
    await store.feedReaders.note([report('2026-11-17', '/feed.xml', 'Feedly', 15)])
    expect(await store.feedReaders.since(day('2026-11-16'))).toEqual([
      { day: '2026-11-16', path: '/atom.xml', reader: 'Feedly', subscribers: 3 },
      { day: '2026-11-16', path: '/feed.xml', reader: 'Feedly', subscribers: 12 },
      { day: '2026-11-17', path: '/feed.xml', reader: 'Feedly', subscribers: 15 },
    ])
    expect(await store.feedReaders.since(day('2026-11-17'))).toHaveLength(1)
  })

  test('what is older than 400 days is forgotten', async () => {
    const { store } = await newDatabase()
    await store.feedReaders.note([report('2025-01-01', '/feed.xml', 'Feedly', 12)])
    await store.feedReaders.note([report('2026-11-16', '/feed.xml', 'Feedly', 12)])
    expect(await store.feedReaders.since(day('2000-01-01'))).toHaveLength(1)
  })

  test('a reader that knows a feed under several numbers has the followers of all of them', async () => {
    const { store } = await newDatabase()
    await store.feedReaders.note([
      report('2026-11-16', '/feed.xml', 'Feedbin feed-id:1', 5),
      report('2026-11-16', '/feed.xml', 'Feedbin feed-id:2', 7),
    ])
    expect(await store.feedReaders.since(day('2026-11-16'))).toEqual([
      { day: '2026-11-16', path: '/feed.xml', reader: 'Feedbin', subscribers: 12 },
    ])
  })

  test('readers that somebody invents fill nothing: of a feed and a day the first hundred are kept', async () => {
    const { store } = await newDatabase()
    const invented = (from: number, path = '/feed.xml') =>
      Array.from({ length: 1_000 }, (_, index) => report('2026-11-16', path, `Fake${from + index}x`, 1_000))
    await store.feedReaders.note([report('2026-11-16', '/feed.xml', 'Feedly', 12), ...invented(0)])
    await store.feedReaders.note([...invented(1_000), report('2026-11-16', '/feed.xml', 'Feedly', 14)])
    const said = await store.feedReaders.since(day('2026-11-16'))
    expect(said).toHaveLength(11)
    expect(said.reduce((sum, { subscribers }) => sum + subscribers, 0)).toBe(99 * 1_000 + 14)
    expect(said.at(-1)).toMatchObject({ reader: 'others', subscribers: 89 * 1_000 + 14 })
    // Another feed and another day have room of their own.
    await store.feedReaders.note([
      report('2026-11-16', '/atom.xml', 'Feedly', 3),
      report('2026-11-17', '/feed.xml', 'Feedly', 12),
    ])
    expect(await store.feedReaders.since(day('2026-11-16'))).toHaveLength(13)
    // Nor does a site of many feeds.
    for (let feed = 0; feed < 60; feed++) await store.feedReaders.note(invented(0, `/tags/${feed}/feed.xml`))
    const all = await store.feedReaders.since(day('2026-11-16'))
    expect(
      all.filter((each) => each.day === '2026-11-16').reduce((sum, { subscribers }) => sum + subscribers, 0),
    ).toBeLessThan(5_000 * 1_000)
  })
}
