import { Feed as FeedBuilder } from 'feed'
import type { WrittenDate } from '../posts/post.ts'
import type { Feed } from './feed.ts'
import { lastChange } from './last-change.ts'

/**
 * The frame of an RSS or Atom document: elements, URLs, dates in UTC; all that is machine-readable and nothing that a
 * person wrote. `feed`'s serialiser turns `&amp;` in a text into `&`, splits only the first `]]>` of a CDATA section
 * and leaves `<` bare in attributes, so texts are set on the tree that the frame is parsed into (xml-tree.ts).
 * `feed` must be clean (cleanFeed).
 */
export function feedSkeleton(feed: Feed, format: 'rss' | 'atom'): string {
  const builder = new FeedBuilder({
    id: feed.selfUrls.atom,
    title: '',
    link: feed.site.url,
    feedLinks: { rss: feed.selfUrls.rss, atom: feed.selfUrls.atom },
    language: feed.site.language,
    updated: toDate(lastChange(feed.entries)),
    generator: 'Broadsheet',
    docs: 'https://www.rssboard.org/rss-specification',
  })
  for (const { id, url, publishedAt, updatedAt } of feed.entries) {
    builder.addItem({ title: '', id, link: url, published: toDate(publishedAt), date: toDate(updatedAt) })
  }
  return format === 'rss' ? builder.rss2() : builder.atom1()
}

/** Without a date `feed` takes the clock. */
function toDate(date: WrittenDate | undefined): Date {
  return new Date(date?.instant.epochMilliseconds ?? 0)
}
