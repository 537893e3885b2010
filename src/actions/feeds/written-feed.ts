import type { FeedFormat } from '../../feeds/feed.ts'

/** A document that was put in place. */
export interface WrittenFeed {
  path: string
  format: FeedFormat
  entryCount: number
}
