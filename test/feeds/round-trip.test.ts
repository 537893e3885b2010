import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { expectEqual } from './expect-equal.ts'
import { w3cFindings } from './w3c/w3c-rules.ts'
import { cleanFeed, writeAtom, writeJsonFeed, writeRss } from './whole-feed.ts'

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
        '\ufdd0',
        '\ufdd1',
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

const url = fc.webUrl({ withQueryParameters: true })
const positive = fc.integer({ min: 1, max: 2 ** 31 })
const file = fc.record({ url, type: fc.constant('audio/mpeg'), length: positive }, { requiredKeys: ['url', 'type'] })
const image = fc.record(
  { url, alt: nastyText, type: fc.constant('image/png'), length: positive, width: positive, height: positive },
  { requiredKeys: ['url'] },
)

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
    image,
    plays: fc.array(file, { minLength: 1, maxLength: 2 }),
    rights: fc.record({
      text: nastyText,
      licence: fc.constant('https://creativecommons.org/licenses/by/4.0/?a=1&b=2'),
    }),
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

/** What the W3C validator would say of the texts themselves: about HTML, with what runs, or with relative URLs. */
const OF_THE_TEXTS = ['html', 'unsafe', 'relative']

test.each([
  ['rss', writeRss],
  ['atom', writeAtom],
  ['json', writeJsonFeed],
] as const)(
  'whatever the texts, the %s written is good, and an independent reader reads it back equal',
  (format, write) => {
    fc.assert(
      fc.property(feed, (feed) => {
        const document = write(feed)
        const remarks = format === 'json' ? [] : w3cFindings(document)
        expect(remarks.filter(({ fault }) => !OF_THE_TEXTS.includes(fault))).toEqual([])
        expectEqual[format](document, cleanFeed(feed))
      }),
      { numRuns: 150 },
    )
  },
)
