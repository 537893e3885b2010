import { Feed as FeedBuilder } from 'feed'
import type { Feed } from './feed.ts'

/**
 * The frame of an RSS or Atom document: elements, URLs, dates in UTC; all that is machine-readable and nothing that a
 * person wrote, and no entry. `feed`'s serialiser turns `&amp;` in a text into `&`, splits only the first `]]>` of a CDATA section
 * and leaves `<` bare in attributes, so texts are set on the tree that the frame is parsed into (read-xml.ts).
 * `feed` must be clean (cleanFrame).
 */
export function feedSkeleton(feed: Feed, format: 'rss' | 'atom'): string {
  const builder = new FeedBuilder({
    id: feed.selfUrls.atom,
    title: '',
    link: feed.site.url,
    feedLinks: { rss: feed.selfUrls.rss, atom: feed.selfUrls.atom },
    language: feed.site.language,
    // Without a date it takes the clock.
    updated: new Date(0),
    generator: 'Broadsheet',
    docs: 'https://www.rssboard.org/rss-specification',
  })
  return format === 'rss' ? builder.rss2() : builder.atom1()
}
