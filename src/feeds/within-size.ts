import type { Feed, FeedEntry } from './feed.ts'

/** Larger ones some readers cut short or give up, and each poll costs it. */
export const LARGEST_DOCUMENT = 512 * 1024

/**
 * A feed in one format, with so many of its newest entries as keep it within a size in bytes. One always stays: as a summary, if it
 * alone is too large.
 */
export function writeWithin(
  largest: number,
  feed: Feed,
  write: (feed: Feed) => string,
): { text: string; entryCount: number } {
  const written = (count: number) => write({ ...feed, entries: feed.entries.slice(0, count) })
  const fits = (text: string) => Buffer.byteLength(text) <= largest
  const whole = written(feed.entries.length)
  if (fits(whole) || feed.entries.length === 0) return { text: whole, entryCount: feed.entries.length }
  const entryCount = mostThatFit(feed.entries.length, (count) => fits(written(count)))
  if (entryCount > 0) return { text: written(entryCount), entryCount }
  return { text: write({ ...feed, entries: feed.entries.slice(0, 1).map(asSummary) }), entryCount: 1 }
}

/** The largest count below `tooMany` that fits, by halving: a document of more entries is never smaller. */
function mostThatFit(tooMany: number, fits: (count: number) => boolean): number {
  let [most, least] = [tooMany, 0]
  while (most - least > 1) {
    const middle = Math.floor((most + least) / 2)
    if (fits(middle)) least = middle
    else most = middle
  }
  return least
}

function asSummary({ html: _html, text: _text, ...entry }: FeedEntry): FeedEntry {
  return entry
}
