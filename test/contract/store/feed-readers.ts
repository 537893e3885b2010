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
}
