import { cleanFeed } from './clean-feed.ts'
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts'
import { rfc3339 } from './written-dates.ts'

/**
 * JSON Feed 1.1 (jsonfeed.org/version/1.1). The same feed gives the same bytes.
 * @throws BroadsheetError `feeds.entry` naming each entry that no feed can hold (checkEntry).
 */
export function writeJsonFeed(feed: Feed): string {
  const { site, selfUrls, entries, hub, walk } = cleanFeed(feed)
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: site.title,
    home_page_url: site.url,
    feed_url: selfUrls.json,
    next_url: walk?.links['prev-archive']?.json,
    description: site.description,
    language: site.language,
    authors: site.author && [toAuthor(site.author)],
    hubs: hub && [{ type: 'WebSub', url: hub }],
    items: entries.map((entry) => toItem(entry, site.language)),
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** JSON.stringify leaves out what is undefined. */
function toItem(entry: FeedEntry, feedLanguage: string) {
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    content_html: entry.html || undefined,
    // One of the two must be there: a reader without HTML takes the text.
    content_text: entry.text || (entry.html ? undefined : entry.summary || entry.title),
    summary: entry.summary || undefined,
    image: entry.image?.url,
    date_published: rfc3339(entry.publishedAt),
    date_modified: rfc3339(entry.updatedAt),
    authors: entry.authors.length > 0 ? entry.authors.map(toAuthor) : undefined,
    tags: entry.tags.length > 0 ? entry.tags : undefined,
    language: entry.language === feedLanguage ? undefined : entry.language,
    attachments: entry.plays?.map(({ url, type, length }) => ({ url, mime_type: type, size_in_bytes: length })),
  }
}

function toAuthor({ name, url }: FeedAuthor) {
  return { name, url }
}
