import { expect, test } from 'vitest'
import type { NotedTopic } from '../../../src/feeds/hub-topic.ts'
import { at, type NewDatabase } from './store-world.ts'

const FEED = 'https://news.lantern.example/feed.xml'
const TAG = 'https://news.lantern.example/tags/maps/feed.xml'

function topic(url: string, hash: string, isToldWhenNew = url === FEED): NotedTopic {
  return { url, hash, isToldWhenNew }
}

export function hubTopicsContract(newDatabase: NewDatabase): void {
  test('the hub is told of what changed, once for each change; of what is new only where that is asked for', async () => {
    const { store } = await newDatabase()
    const due = async (minutes: number) =>
      (await store.hubTopics.claim(at(minutes), at(minutes + 5))).map(({ url }) => url)
    await store.hubTopics.note([topic(FEED, 'a'), topic(TAG, 'a')], at(0))
    expect(await due(0)).toEqual([FEED])
    await store.hubTopics.told(topic(FEED, 'a'))
    await store.hubTopics.note([topic(FEED, 'a'), topic(TAG, 'b')], at(1))
    expect(await due(1)).toEqual([TAG])
    await store.hubTopics.told(topic(TAG, 'b'))
    await store.hubTopics.note([topic(FEED, 'a'), topic(TAG, 'b')], at(2))
    expect(await due(100)).toEqual([])
    expect(await store.hubTopics.pending()).toEqual([])
  })

  test('what one process claimed no other takes, until its time is over', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    await store.hubTopics.note([topic(FEED, 'a')], at(0))
    expect(await store.hubTopics.claim(at(0), at(5))).toEqual([{ url: FEED, hash: 'a', attempts: 0, dueAt: at(5) }])
    expect(await other.hubTopics.claim(at(4), at(9))).toEqual([])
    expect(await other.hubTopics.claim(at(5), at(10))).toHaveLength(1)
  })

  test('what failed is due again at its time, and pending until then; a change begins anew', async () => {
    const { store } = await newDatabase()
    await store.hubTopics.note([topic(FEED, 'a')], at(0))
    await store.hubTopics.failed(topic(FEED, 'a'), 'nothing listens there', at(2))
    expect(await store.hubTopics.pending()).toEqual([
      { url: FEED, hash: 'a', attempts: 1, dueAt: at(2), error: 'nothing listens there' },
    ])
    expect(await store.hubTopics.claim(at(1), at(6))).toEqual([])
    expect(await store.hubTopics.claim(at(2), at(7))).toMatchObject([{ attempts: 1 }])
    await store.hubTopics.note([topic(FEED, 'b')], at(3))
    expect(await store.hubTopics.claim(at(3), at(8))).toMatchObject([{ hash: 'b', attempts: 0 }])
  })

  test('bytes that came while the hub was told of others are still to be told', async () => {
    const { store } = await newDatabase()
    await store.hubTopics.note([topic(FEED, 'a')], at(0))
    await store.hubTopics.claim(at(0), at(5))
    await store.hubTopics.note([topic(FEED, 'b')], at(1))
    await store.hubTopics.told(topic(FEED, 'a'))
    expect(await store.hubTopics.claim(at(1), at(6))).toMatchObject([{ hash: 'b' }])
  })

  test('what is given up is not due, and still shown', async () => {
    const { store } = await newDatabase()
    await store.hubTopics.note([topic(FEED, 'a')], at(0))
    await store.hubTopics.failed(topic(FEED, 'a'), 'it answers 404', undefined)
    expect(await store.hubTopics.claim(at(99_999), at(99_999))).toEqual([])
    expect(await store.hubTopics.pending()).toEqual([{ url: FEED, hash: 'a', attempts: 1, error: 'it answers 404' }])
  })

  test('a site of a thousand tags', async () => {
    const { store } = await newDatabase()
    const topics = (hash: string) =>
      Array.from({ length: 1_000 }, (_, tag) => topic(`https://news.lantern.example/tags/${tag}/feed.xml`, hash))
    await store.hubTopics.note(topics('a'), at(0))
    await store.hubTopics.note(topics('b'), at(1))
    expect(await store.hubTopics.claim(at(1), at(6))).toHaveLength(1_000)
  })
}
