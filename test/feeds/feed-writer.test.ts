import { describe, expect, test } from 'vitest'
import { ATOM_1 } from '../../src/feeds/atom.ts'
import { PiecesChecker } from '../../src/feeds/check-pieces.ts'
import { type DocumentPieces, joinPieces } from '../../src/feeds/document-pieces.ts'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { FeedWriter } from '../../src/feeds/feed-writer.ts'
import { JSON_FEED } from '../../src/feeds/json-feed.ts'
import { RSS } from '../../src/feeds/rss.ts'
import { readGoldenFeed } from './golden-feeds.ts'
import { writeFeed } from './whole-feed.ts'

const FORMATS = [
  ['rss', RSS],
  ['atom', ATOM_1],
  ['json', JSON_FEED],
] as const

/** The site's feed and those of a tag and a language: the same entries, by another title and in another language. */
function feedsOfASite(): Feed[] {
  const feed = readGoldenFeed('lantern')
  const { entries, site } = feed
  const tag = { ...feed, site: { ...site, title: 'The Lantern: R&D', language: 'en' }, entries: entries.slice(0, 1) }
  return [{ ...feed, entries: entries.slice(1) }, tag, feed]
}

describe.each(FORMATS)('%s', (format, writing) => {
  test('an entry in several feeds is written once, and each feed is what it would be alone', () => {
    let written = 0
    const counting = {
      ...writing,
      writeEntry: (entry: FeedEntry) => {
        written++
        return writing.writeEntry(entry)
      },
    }
    const writer = new FeedWriter(counting)
    for (const feed of feedsOfASite()) expect(joinPieces(writer.pieces(feed))).toBe(writeFeed(writing, feed))
    // One of the two has no author of its own, and so takes each feed's.
    expect(written).toBe(1 + 2)
  })

  test('a broken entry is found in every feed that it is in, by its id; the others are read once', () => {
    const pieces = new FeedWriter(writing).pieces(readGoldenFeed('lantern'))
    const [good, other] = pieces.entries
    const broken = { id: other?.id ?? '', text: other?.text.slice(0, -3) ?? '' }
    const checker = new PiecesChecker(format)
    const complaints = (entries: (typeof good)[]) =>
      checker.problemsOf({ ...pieces, entries } as DocumentPieces).map(({ message }) => message)
    expect(complaints([good])).toEqual([])
    for (let feed = 0; feed < 2; feed++) {
      expect(complaints([good, broken])).toEqual([
        expect.stringMatching(/^https:..lantern.example.posts.first.: The feed is not well-formed/),
      ])
    }
    expect(complaints([good, good])).toEqual([`Two entries have the id ${good?.id}.`])
    expect(checker.problemsOf({ ...pieces, head: pieces.head.slice(0, -20) })).not.toEqual([])
  })
})
