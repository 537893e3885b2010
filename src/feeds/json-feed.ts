import type { Feed, FeedAuthor, FeedEntry } from './feed.ts'
import type { FeedWriting } from './feed-writer.ts'
import { rfc3339 } from './written-dates.ts'

/** JSON Feed 1.1 (jsonfeed.org/version/1.1). The same feed gives the same bytes. */
export const JSON_FEED: FeedWriting = {
  separator: ',',
  write(frame, entries) {
    const text = JSON.stringify(toDocument(frame), null, 2)
    return {
      entries: entries.map((entry) => ({
        id: entry.id,
        text: indented(JSON.stringify(toItem(entry), null, 2)),
        prefixes: [],
      })),
      frame: () => ({ head: text.slice(0, -']\n}'.length), tail: '\n  ]\n}\n' }),
    }
  },
}

/** JSON.stringify leaves out what is undefined. The items come last, where those that are written already are put in. */
function toDocument({ site, selfUrls, hub, walk }: Feed) {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: site.title,
    home_page_url: site.url,
    feed_url: selfUrls.json,
    next_url: walk?.links['prev-archive']?.json,
    description: site.description,
    icon: site.icon,
    favicon: site.favicon,
    language: site.language,
    authors: site.author && [toAuthor(site.author)],
    hubs: hub && [{ type: 'WebSub', url: hub }],
    items: [],
  }
}

function toItem(entry: FeedEntry) {
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
    authors: entry.authors.map(toAuthor),
    tags: entry.tags.length > 0 ? entry.tags : undefined,
    language: entry.language,
    attachments: entry.plays?.map(({ url, type, length, seconds }) => ({
      url,
      mime_type: type,
      size_in_bytes: length,
      duration_in_seconds: seconds,
    })),
  }
}

function toAuthor({ name, url }: FeedAuthor) {
  return { name, url }
}

/** Two levels deep; no string of JSON holds a line end. */
function indented(json: string): string {
  return `\n${json}`.replaceAll('\n', '\n    ')
}
