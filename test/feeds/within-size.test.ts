import { expect, test } from 'vitest'
import { ATOM_1 } from '../../src/feeds/atom.ts'
import { joinPieces } from '../../src/feeds/document-pieces.ts'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { FeedWriter, type FeedWriting } from '../../src/feeds/feed-writer.ts'
import { JSON_FEED } from '../../src/feeds/json-feed.ts'
import { RSS } from '../../src/feeds/rss.ts'
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

const FORMATS = [
  ['RSS', RSS],
  ['Atom', ATOM_1],
  ['JSON Feed', JSON_FEED],
] as const

function within(largest: number, feed: Feed, writing: FeedWriting) {
  const writer = new FeedWriter(writing)
  const pieces = writeWithin(largest, feed, (some) => writer.pieces(some))
  return { text: joinPieces(pieces), entryCount: pieces.entries.length }
}

test.each(FORMATS)('%s: what fits is whole; else the oldest are left out, and no more than must be', (_, writing) => {
  expect(within(LARGEST_DOCUMENT, feed(100, 100, 100), writing).entryCount).toBe(3)
  const { text, entryCount } = within(LARGEST_DOCUMENT, feed(...Array(20).fill(100)), writing)
  expect(entryCount).toBe(5)
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(LARGEST_DOCUMENT)
  expect(text).toContain('Post 4')
  expect(text).not.toContain('Post 5')
})

test.each(FORMATS)(
  '%s: an entry that is too large alone stays, as its summary, and hides none behind it',
  (_, writing) => {
    const { text, entryCount } = within(LARGEST_DOCUMENT, feed(1, 2 * KIB, 1, 1), writing)
    expect(entryCount).toBe(4)
    expect(text).toContain('In short.')
    expect(text.match(/紙{300}/g)).toHaveLength(3)
    expect(text).not.toMatch(/紙{1000}/)
  },
)

test('a feed without entries is as it is', () => {
  expect(within(10, feed(), RSS).entryCount).toBe(0)
})
