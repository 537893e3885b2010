import { Feed as FeedBuilder } from 'feed'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ATOM_1 } from '../../src/feeds/atom.ts'
import { joinPieces, problemsOf } from '../../src/feeds/document-pieces.ts'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { FeedWriter } from '../../src/feeds/feed-writer.ts'
import { JSON_FEED } from '../../src/feeds/json-feed.ts'
import { RSS } from '../../src/feeds/rss.ts'
import { readGolden, readGoldenFeed } from './golden-feeds.ts'
import { writeAtom, writeFeed, writeRss } from './whole-feed.ts'

afterEach(() => void vi.restoreAllMocks())

/** The site's feed and those of a tag and a language: the same entries, by another title and in another language. */
function feedsOfASite(): Feed[] {
  const feed = readGoldenFeed('lantern')
  const { entries, site } = feed
  const tag = { ...feed, site: { ...site, title: 'The Lantern: R&D', language: 'en' }, entries: entries.slice(0, 1) }
  return [{ ...feed, entries: entries.slice(1) }, tag, feed]
}

describe.each([
  ['rss', RSS],
  ['atom', ATOM_1],
  ['json', JSON_FEED],
] as const)('%s', (_, writing) => {
  test('an entry in several feeds is written once, and each feed is what it would be alone', () => {
    let written = 0
    const counting = {
      ...writing,
      write: (frame: Feed, entries: FeedEntry[]) => {
        written += entries.length
        return writing.write(frame, entries)
      },
    }
    const writer = new FeedWriter(counting)
    for (const feed of feedsOfASite()) expect(joinPieces(writer.pieces(feed))).toBe(writeFeed(writing, feed))
    // One of the two has no author of its own, and so takes each feed's.
    expect(written).toBe(1 + 2)
  })

  test('an id that two entries share is found', () => {
    const pieces = new FeedWriter(writing).pieces(readGoldenFeed('lantern'))
    expect(problemsOf(pieces)).toEqual([])
    const [entry] = pieces.entries
    const complaints = problemsOf({ ...pieces, entries: [...pieces.entries, ...pieces.entries] })
    expect(complaints.map(({ message }) => message)).toContain(`Two entries have the id ${entry?.id}.`)
  })
})

test.each([
  ['rss.xml', writeRss, 'rss2'],
  ['atom.xml', writeAtom, 'atom1'],
] as const)('the package `feed` builds %s, with its frame and its entries', (file, write, method) => {
  const serialised = vi.spyOn(FeedBuilder.prototype, method)
  const added = vi.spyOn(FeedBuilder.prototype, 'addItem')
  const golden = readGolden(`lantern.${file}`)
  expect(write(readGoldenFeed('lantern'))).toBe(golden)
  expect(added).toHaveBeenCalledTimes(2)
  const built: string = serialised.mock.results.map(({ value }) => value).join('')
  for (const words of [
    '燈籠 The Lantern',
    'https://lantern.example/posts/ink/',
    '<p>Ink &amp; paper.</p>',
    '紙',
    '一則摘要',
  ])
    expect(built).toContain(words)
})
