import { createHash } from 'node:crypto'

/** What is known of a feed that is read, since it was asked last. */
export interface KnownFeed {
  url: string
  /** RFC 3339. */
  askedAt: string
  /** For the next question (RFC 9110 §13.1). */
  etag?: string
  lastModified?: string
  /** How many items it had when it was last read, and of how many it had a summary alone. */
  itemCount: number
  summaryCount: number
  /** Items' own pages were asked for. */
  asksPages?: boolean
  /** Of the first item whose own article was wanted and not found, half a sentence. */
  articleFault?: string
  /** Half a sentence: why it could not be read. */
  problem?: string
}

/** Where its posts are kept: by its host, for people, and by its address. */
export function folderOfFeed(url: string): string {
  const host = new URL(url).hostname.replace(/^www\./, '').replace(/[^a-z0-9.-]/gi, '')
  return `${host}-${createHash('sha256').update(url).digest('hex').slice(0, 6)}`
}
