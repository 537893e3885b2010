import { expect, test } from 'vitest'
import { FeedMemory } from '../../../src/web/feeds/feed-memory.ts'
import { type ServedFeed, serveFeed } from '../../../src/web/feeds/served-feed.ts'
import { aDocument } from './served-feeds.ts'

function aFeed(text: string, size?: number): ServedFeed {
  const feed = serveFeed(aDocument(text), { type: 'text/plain' }, Date.now())
  return size === undefined ? feed : { ...feed, size }
}

function memory() {
  let now = 0
  return {
    memory: new FeedMemory(() => now),
    later: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

test('a document is at hand for a moment, then it is looked at again', async () => {
  const { memory: kept, later } = memory()
  expect(kept.recent('/feed.xml')).toBeUndefined()
  const feed = aFeed('one')
  expect(await kept.look('/feed.xml', async (known) => known ?? feed)).toBe(feed)
  later(99)
  expect(kept.recent('/feed.xml')).toBe(feed)
  later(1)
  expect(kept.recent('/feed.xml')).toBeUndefined()
  expect(await kept.look('/feed.xml', async (known) => known)).toBe(feed)
  expect(kept.recent('/feed.xml')).toBe(feed)
})

test('a moment counts from when the look began: what was put in place during it is not missed', async () => {
  const { memory: kept, later } = memory()
  await kept.look('/feed.xml', async () => {
    later(100)
    return aFeed('one')
  })
  expect(kept.recent('/feed.xml')).toBeUndefined()
})

test('those who ask at the same time wait for the same look', async () => {
  const { memory: kept } = memory()
  let looks = 0
  const read = async () => aFeed(`look ${++looks}`)
  const answers = await Promise.all([kept.look('/feed.xml', read), kept.look('/feed.xml', read)])
  expect(looks).toBe(1)
  expect(answers[0]).toBe(answers[1])
})

test('a look that failed is no end: the next one looks again', async () => {
  const { memory: kept } = memory()
  await expect(kept.look('/feed.xml', () => Promise.reject(new Error('EACCES')))).rejects.toThrow('EACCES')
  const feed = aFeed('one')
  expect(await kept.look('/feed.xml', async () => feed)).toBe(feed)
})

test('of too many the one that was looked at longest ago is forgotten', async () => {
  const { memory: kept } = memory()
  const third = 25 * 1024 * 1024
  for (const path of ['/a', '/b', '/a', '/c']) await kept.look(path, async () => aFeed(path, third))
  expect(['/a', '/b', '/c'].map((path) => kept.recent(path) !== undefined)).toEqual([true, false, true])
})
