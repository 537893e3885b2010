import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { expectEqual } from './expect-equal.ts'
import { readGoldenFeed } from './golden-feeds.ts'
import { nastyFeeds } from './nasty-feeds.ts'
import { hasFeedparser, hasNewsboat, hasXmllint, Newsboat, readWithFeedparser, xmllint } from './other-readers.ts'
import type { Finding } from './w3c/findings.ts'
import { w3cFindings } from './w3c/w3c-rules.ts'
import { cleanFeed, writeAtom, writeJsonFeed, writeRss } from './whole-feed.ts'

const ATOM_GRAMMAR = fileURLToPath(new URL('formats/atom.rng', import.meta.url))
const JSON_SCHEMA = readFileSync(new URL('formats/json-feed-1.1.schema.json', import.meta.url), 'utf8')

const ajv = new Ajv({ allErrors: true, validateFormats: true })
addFormats.default(ajv)
const isJsonFeed = ajv.compile(JSON.parse(JSON_SCHEMA))

const FEEDS = { ...nastyFeeds(), lantern: readGoldenFeed('lantern'), nasty: readGoldenFeed('nasty') }
const XML = [
  ['rss', writeRss],
  ['atom', writeAtom],
] as const

describe.each(Object.entries(FEEDS))('%s', (_, feed) => {
  const clean = cleanFeed(feed)

  test('JSON Feed: as its schema has it, and read back equal by feedsmith', () => {
    const document = writeJsonFeed(feed)
    expect([isJsonFeed(JSON.parse(document)), isJsonFeed.errors]).toEqual([true, null])
    expectEqual.json(document, clean)
  })

  describe.each(XML)('%s', (format, write) => {
    const document = write(feed)

    test('is read back equal by feedsmith', () => {
      expectEqual[format](document, clean)
    })

    test("is valid by the W3C validator's rules, with no warning but of plain texts about HTML", () => {
      const isAboutHtml = ({ fault, where }: Finding) =>
        fault === 'html' && (format === 'atom' || where.startsWith('media:content/'))
      expect(w3cFindings(document).filter((finding) => !isAboutHtml(finding))).toEqual([])
    })

    test.skipIf(!hasXmllint)(
      "is well-formed to libxml2, Atom also by RFC 4287's grammar (skipped without xmllint)",
      () => {
        expect(xmllint(document, format === 'atom' ? ATOM_GRAMMAR : undefined)).toBe('')
      },
    )

    test.skipIf(!hasFeedparser)(
      "is read back equal by Python's feedparser (skipped without python3-feedparser)",
      () => {
        const read = readWithFeedparser(document)
        expect([read.bozo, read.title, read.entries.length]).toEqual([false, clean.site.title, clean.entries.length])
        clean.entries.forEach((entry, index) => {
          expect(read.entries[index]).toEqual({
            id: entry.id,
            title: entry.title,
            link: entry.url,
            published: utc(entry),
            content: (entry.html || entry.summary || (format === 'atom' ? entry.title : '')).trim(),
            tags: entry.tags,
            authors: format === 'rss' ? [namesOf(entry).join(', ')] : namesOf(entry),
          })
        })
      },
    )

    test.skipIf(!hasNewsboat)('is read back equal by newsboat (skipped without newsboat)', () => {
      const items = new Map(new Newsboat().read(document).map((item) => [item.guid, item]))
      expect(items.size).toBe(clean.entries.length)
      for (const entry of clean.entries) {
        const item = items.get(entry.id)
        expect([item?.title, item?.url, item?.content]).toEqual([
          entry.title,
          entry.url,
          (entry.html || entry.summary || (format === 'atom' ? entry.title : '')).trim(),
        ])
        const seconds = Math.floor(entry.publishedAt.instant.epochMilliseconds / 1000)
        // It counts in 32 bits.
        if (seconds >= 0 && seconds < 2 ** 32) expect(item?.pubDate).toBe(seconds)
      }
    })
  })
})

function utc({ publishedAt }: FeedEntry): number[] {
  const { year, month, day, hour, minute, second } = publishedAt.instant.toZonedDateTimeISO('UTC')
  return [year, month, day, hour, minute, second]
}

test('each of them tells broken documents: a grammar and a schema that take all would prove nothing', () => {
  const feed: Feed = readGoldenFeed('lantern')
  expect(isJsonFeed(JSON.parse(writeJsonFeed(feed).replace('"content_text"', '"contents"')))).toBe(false)
  expect(isJsonFeed(JSON.parse(writeJsonFeed(feed).replace('2026-01-31T23', '2026-01-31 23')))).toBe(false)
  const atom = writeAtom(feed)
  for (const [from, to] of [
    [' term="', ' name="'],
    ['<updated>2026-02-03T', '<updated>2026-02-03 '],
    ['<id>', '<id/><id>'],
    ['<subtitle>', '<sub-title>a</sub-title><subtitle>'],
  ] as const) {
    expect(atom).toContain(from)
    if (hasXmllint) expect(xmllint(atom.replace(from, to), ATOM_GRAMMAR)).not.toBe('')
  }
})

function namesOf({ authors }: FeedEntry): string[] {
  return authors.map(({ name }) => name)
}
