import type { WrittenDate } from '../posts/post.ts'
import type { FeedEntry } from './feed.ts'
import { later } from './written-dates.ts'

/**
 * When a feed last changed: the latest date of its entries, never the clock, so that an unchanged site gives the same
 * bytes. Undefined without entries.
 */
export function lastChange(entries: Pick<FeedEntry, 'publishedAt' | 'updatedAt'>[]): WrittenDate | undefined {
  const dates = entries.map((entry) => later(entry.publishedAt, entry.updatedAt))
  return dates.length > 0 ? dates.reduce(later) : undefined
}
