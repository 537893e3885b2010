import { ATOM_1 } from '../../src/feeds/atom.ts'
import { cleanEntry, cleanFrame, inFeed } from '../../src/feeds/clean-feed.ts'
import { joinPieces } from '../../src/feeds/document-pieces.ts'
import type { Feed } from '../../src/feeds/feed.ts'
import { FeedWriter, type FeedWriting } from '../../src/feeds/feed-writer.ts'
import { JSON_FEED } from '../../src/feeds/json-feed.ts'
import { RSS } from '../../src/feeds/rss.ts'

/** A whole document, as a build writes it. */
export function writeFeed(writing: FeedWriting, feed: Feed): string {
  return joinPieces(new FeedWriter(writing).pieces(feed))
}

export const writeRss = (feed: Feed) => writeFeed(RSS, feed)
export const writeAtom = (feed: Feed) => writeFeed(ATOM_1, feed)
export const writeJsonFeed = (feed: Feed) => writeFeed(JSON_FEED, feed)

/** The feed as its documents say it. Only for one whose entries checkEntry takes. */
export function cleanFeed(feed: Feed): Feed {
  const frame = cleanFrame(feed)
  return { ...frame, entries: feed.entries.map((entry) => inFeed(cleanEntry(entry), frame.site)) }
}
