import { byteLengthOf, byteLengthOfEntry, type DocumentPieces } from './document-pieces.ts'
import type { Feed, FeedEntry } from './feed.ts'

/** Larger ones some readers cut short or give up, and each poll costs it. */
export const LARGEST_DOCUMENT = 512 * 1024

/** With fewer entries the head may tell another date of change, with an offset: some bytes more. */
const SLACK = 64

/**
 * A feed in one format, with so many of its newest entries as keep it within a size in bytes. One that alone is too large is there as a
 * summary, and hides none behind it.
 */
export function writeWithin(largest: number, feed: Feed, write: (feed: Feed) => DocumentPieces): DocumentPieces {
  const whole = write(feed)
  if (feed.entries.length === 0 || largest === Number.POSITIVE_INFINITY || byteLengthOf(whole) <= largest) return whole
  const room = largest - SLACK
  const each = feed.entries.map((entry, i) => (leavesRoom(room, whole, i) ? entry : asSummary(entry)))
  const entryCount = mostThatFit(room, write({ ...feed, entries: each }))
  return write({ ...feed, entries: each.slice(0, Math.max(1, entryCount)) })
}

/** Whether an entry would fit if it were alone. */
function leavesRoom(room: number, { head, entries, tail }: DocumentPieces, i: number): boolean {
  const entry = entries[i]
  return entry === undefined || Buffer.byteLength(head + tail) + byteLengthOfEntry(entry) <= room
}

function mostThatFit(largest: number, { head, entries, separator, tail }: DocumentPieces): number {
  let bytes = Buffer.byteLength(head + tail)
  const tooMany = entries.findIndex((entry) => {
    bytes += byteLengthOfEntry(entry) + separator.length
    return bytes > largest
  })
  return tooMany < 0 ? entries.length : tooMany
}

function asSummary({ html: _html, text: _text, ...entry }: FeedEntry): FeedEntry {
  return entry
}
