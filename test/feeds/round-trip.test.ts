import fc from 'fast-check'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { writeAtom } from '../../src/feeds/atom.ts'
import { checkFeedDocument } from '../../src/feeds/check-document.ts'
import { cleanFeed } from '../../src/feeds/clean-feed.ts'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { writeJsonFeed } from '../../src/feeds/json-feed.ts'
import { writeRss } from '../../src/feeds/rss.ts'
import { rfc822, rfc3339 } from '../../src/feeds/written-dates.ts'

/** Any UTF-16 at all, with what is dangerous in XML, HTML and CDATA thrown in often. */
const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '&',
        '&amp;',
        '&#38;',
        '<b>',
        '</title>',
        ']]>',
        '<![CDATA[',
        '<!--',
        '"',
        "'",
        '\r\n',
        '\u2028',
        '\ud800',
        '\ufffd',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)), maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

const date = fc.record({
  instant: fc.integer({ min: 0, max: 4_102_444_800 }).map((s) => Temporal.Instant.fromEpochMilliseconds(s * 1000)),
  offset: fc.constantFrom('+00:00', '+08:00', '-03:30'),
})

const entry: fc.Arbitrary<Omit<FeedEntry, 'id'>> = fc.record(
  {
    url: fc.webUrl({ withQueryParameters: true, withFragments: true }),
    title: nastyText,
    publishedAt: date,
    updatedAt: date,
    summary: nastyText,
    html: nastyText,
    text: nastyText,
    authors: fc.array(fc.record({ name: nastyText }), { maxLength: 3 }),
    tags: fc.array(nastyText, { maxLength: 4 }),
    language: fc.constantFrom('en', 'he', 'zh-Hant-TW', 'nonsense!'),
  },
  { requiredKeys: ['url', 'title', 'publishedAt', 'updatedAt', 'summary', 'authors', 'tags', 'language'] },
)

const feed: fc.Arbitrary<Feed> = fc.record({
  site: fc.record({
    title: nastyText,
    url: fc.webUrl(),
    language: fc.constantFrom('en', 'he'),
    description: nastyText,
  }),
  selfUrls: fc.record({ rss: fc.webUrl(), atom: fc.webUrl(), json: fc.webUrl() }),
  entries: fc
    .array(entry, { maxLength: 3 })
    .map((entries) => entries.map((entry, index) => ({ ...entry, id: `tag:x.example,2026-01-01:id:${index}&amp;` }))),
})

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
      guid: { value: entry.id, isPermaLink: false },
      title: entry.title,
      link: entry.url,
      published: rfc822(entry.publishedAt),
    })
    expect(item?.atom?.updated ?? rfc3339(entry.publishedAt)).toBe(rfc3339(entry.updatedAt))
    expect(item?.dc?.creators).toEqual(entry.authors.map((author) => author.name))
    expect(item?.categories?.map((category) => category.name)).toEqual(many(entry.tags))
    expect(item?.xml?.lang).toBe(entry.language)
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
      links: [{ href: entry.url, rel: 'alternate', type: 'text/html', hreflang: entry.language }],
      published: rfc3339(entry.publishedAt),
      updated: rfc3339(entry.updatedAt),
      authors: entry.authors,
      categories: many(entry.tags.map((term) => ({ term }))),
      summary: entry.summary ? { value: entry.summary, type: 'text' } : undefined,
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
    })
  })
}

test.each([
  ['rss', writeRss, expectRss],
  ['atom', writeAtom, expectAtom],
  ['json', writeJsonFeed, expectJson],
] as const)(
  'whatever the texts, the %s written is good, and an independent reader reads it back equal',
  (format, write, expectEqual) => {
    fc.assert(
      fc.property(feed, (feed) => {
        const document = write(feed)
        expect(checkFeedDocument(format, document)).toEqual([])
        expectEqual(document, cleanFeed(feed))
      }),
      { numRuns: 150 },
    )
  },
)
