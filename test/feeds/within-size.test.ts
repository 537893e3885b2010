import { expect, test } from 'vitest'
import { writeAtom } from '../../src/feeds/atom.ts'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { writeJsonFeed } from '../../src/feeds/json-feed.ts'
import { writeRss } from '../../src/feeds/rss.ts'
import { LARGEST_DOCUMENT, writeWithin } from '../../src/feeds/within-size.ts'
import { readGoldenFeed, written } from './golden-feeds.ts'

const KIB = 1024

function entry(index: number, kib: number): FeedEntry {
  return {
    id: `tag:lantern.example,2026-01-05:id:${index}`,
    url: `https://lantern.example/${index}/`,
    title: `Post ${index}`,
    publishedAt: written('2026-01-05T09:00:00Z'),
    updatedAt: written('2026-01-05T09:00:00Z'),
    summary: 'In short.',
    html: `<p>${'紙'.repeat((kib * KIB) / 3)}</p>`,
    authors: [],
    tags: [],
    language: 'en',
  }
}

function feed(...kib: number[]): Feed {
  return { ...readGoldenFeed('empty'), entries: kib.map((size, index) => entry(index, size)) }
}

const WRITERS = [
  ['RSS', writeRss],
  ['Atom', writeAtom],
  ['JSON Feed', writeJsonFeed],
] as const

test.each(WRITERS)('%s: what fits is whole; else the oldest are left out, and no more than must be', (_, write) => {
  expect(writeWithin(LARGEST_DOCUMENT, feed(100, 100, 100), write).entryCount).toBe(3)
  const { text, entryCount } = writeWithin(LARGEST_DOCUMENT, feed(...Array(20).fill(100)), write)
  expect(entryCount).toBe(5)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_DOCUMENT)
  expect(text).toContain('Post 4')
  expect(text).not.toContain('Post 5')
})

test.each(WRITERS)('%s: an entry that is too large alone stays, as its summary', (_, write) => {
  const { text, entryCount } = writeWithin(LARGEST_DOCUMENT, feed(2 * KIB, 1), write)
  expect(entryCount).toBe(1)
  expect(text).toContain('In short.')
  expect(text).not.toContain('紙紙')
})

test('a feed without entries is as it is', () => {
  expect(writeWithin(10, feed(), writeRss).entryCount).toBe(0)
})
