import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { expect } from 'vitest'
import type { Feed, FeedEntry, FeedFormat } from '../../src/feeds/feed.ts'
import { rfc822, rfc3339 } from '../../src/feeds/written-dates.ts'

/** An independent reader trims each text and drops an empty one; nothing else may differ. */
const seen = (text: string | undefined) => text?.trim() || undefined
const many = <T>(list: T[]) => (list.length > 0 ? list : undefined)

function expectRss(text: string, { site, entries }: Feed): void {
  const read = parseRssFeed(text)
  expect([read.title, read.link, read.language]).toEqual([site.title, site.url, site.language])
  expect(read.items ?? []).toHaveLength(entries.length)
  entries.forEach((entry, index) => {
    const item = read.items?.[index]
    expect({ guid: item?.guid, title: item?.title, link: item?.link, published: item?.pubDate }).toEqual({
      guid: { value: entry.id, isPermaLink: entry.id === entry.url },
      title: entry.title,
      link: entry.url,
      published: rfc822(entry.publishedAt),
    })
    expect(item?.atom?.updated ?? rfc3339(entry.publishedAt)).toBe(rfc3339(entry.updatedAt))
    expect(item?.dc?.creators).toEqual([entry.authors.map((author) => author.name).join(', ')])
    expect(item?.categories?.map((category) => category.name)).toEqual(many(entry.tags))
    expect(item?.xml?.lang).toBe(entry.language)
    expect(item?.enclosures).toEqual(
      many(
        enclosuresOf(entry)
          .filter(({ length }) => length !== undefined)
          .slice(0, 1),
      ),
    )
    expect(item?.media).toEqual(mediaOf(entry))
    expect([item?.dc?.rights, item?.creativeCommons?.licenses]).toEqual(
      entry.rights ? [[entry.rights.text], entry.rights.licence && [entry.rights.licence]] : [undefined, undefined],
    )
    expect(entry.summary ? item?.content?.encoded : item?.description).toBe(seen(entry.html))
  })
}

function expectAtom(text: string, { site, entries }: Feed): void {
  const read = parseAtomFeed(text)
  expect([read.title?.value, read.subtitle?.value, read.xml?.lang]).toEqual([
    site.title,
    site.description,
    site.language,
  ])
  expect(read.entries ?? []).toHaveLength(entries.length)
  entries.forEach((entry, index) => {
    const found = read.entries?.[index]
    expect({ ...found, xml: undefined }).toEqual({
      id: entry.id,
      title: { value: entry.title, type: 'text' },
      links: [
        { href: entry.url, rel: 'alternate', type: 'text/html', hreflang: entry.language },
        ...enclosuresOf(entry).map(({ url, ...file }) => ({ href: url, rel: 'enclosure', ...file })),
        ...(entry.rights?.licence ? [{ href: entry.rights.licence, rel: 'license' }] : []),
      ],
      published: rfc3339(entry.publishedAt),
      updated: rfc3339(entry.updatedAt),
      authors: entry.authors.map(({ name, url }) => ({ name, ...(url && { uri: url }) })),
      categories: many(entry.tags.map((term) => ({ term }))),
      rights: entry.rights && { value: entry.rights.text },
      media: mediaOf(entry),
      summary: summaryOf(entry) ? { value: summaryOf(entry), type: 'text' } : undefined,
      content: entry.html ? { value: seen(entry.html), type: 'html', xml: { base: entry.url } } : undefined,
    })
    expect(found?.xml?.lang).toBe(entry.language)
  })
}

function expectJson(text: string, { site, selfUrls, entries }: Feed): void {
  const read = parseJsonFeed(text)
  expect([read.title, read.home_page_url, read.feed_url]).toEqual([site.title, site.url, selfUrls.json])
  expect(read.items ?? []).toHaveLength(entries.length)
  entries.forEach((entry, index) => {
    expect(read.items?.[index]).toEqual({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      content_html: seen(entry.html),
      content_text: seen(entry.text || (entry.html ? '' : entry.summary || entry.title)),
      summary: seen(entry.summary),
      date_published: rfc3339(entry.publishedAt),
      date_modified: rfc3339(entry.updatedAt),
      authors: entry.authors,
      tags: many(entry.tags),
      language: entry.language,
      image: entry.image?.url,
      attachments: entry.plays?.map(({ url, type, length, seconds }) => ({
        url,
        mime_type: type,
        size_in_bytes: length,
        duration_in_seconds: seconds,
      })),
    })
  })
}

/** Of an entry without a word, its title. */
function summaryOf({ summary, html, title }: FeedEntry): string {
  return summary || (html ? '' : title)
}

/** What plays, then the cover, without what is not known. */
function enclosuresOf({ plays = [], image }: FeedEntry): { url: string; type: string; length?: number }[] {
  return [...plays, ...(image?.type ? [{ url: image.url, type: image.type, length: image.length }] : [])].map(
    ({ url, type, length }) => ({ url, type, ...(length !== undefined && { length }) }),
  )
}

function mediaOf({ image }: FeedEntry) {
  if (!image) return undefined
  const { url, alt, type, length, width, height } = image
  const size = { ...(width && { width }), ...(height && { height }) }
  const file = { ...(type && { type }), ...(length && { fileSize: length }) }
  const description = alt && { description: { value: alt, type: 'plain' } }
  return { contents: [{ url, medium: 'image', ...file, ...size, ...description }], thumbnails: [{ url, ...size }] }
}

/** That feedsmith reads a document as the feed, which must be clean (cleanFeed), was. */
export const expectEqual: Record<FeedFormat, (text: string, feed: Feed) => void> = {
  rss: expectRss,
  atom: expectAtom,
  json: expectJson,
}
