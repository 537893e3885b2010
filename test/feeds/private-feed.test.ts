import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FeedFormat } from '../../src/feeds/feed.ts'
import { onlyEntries, privateFeedTag } from '../../src/feeds/private-feed.ts'

const FILES: Record<FeedFormat, string> = {
  rss: 'lantern.rss.xml',
  atom: 'lantern.atom.xml',
  json: 'lantern.json',
}
const FORMATS = Object.keys(FILES) as FeedFormat[]
const documentOf = (format: FeedFormat) => readFileSync(`test/golden/feeds/${FILES[format]}`, 'utf8')
const all = (JSON.parse(documentOf('json')) as { items: { id: string }[] }).items.map(({ id }) => id)
const [first = '', ...others] = all
const selfUrl = 'https://news.lantern.example/feeds/private/TOKEN/feed.xml'
const only = (format: FeedFormat, ids: string[]) =>
  onlyEntries(format, documentOf(format), { ids: new Set(ids), selfUrl })

/** Each entry with its line breaks and indentation. */
function entryTexts(text: string): string[] {
  return text
    .split(/(?=^ +<(?:item|entry)[ >])/m)
    .slice(1)
    .map((rest) => rest.split(/(?<=^ +<\/(?:item|entry)>$)/m)[0] ?? '')
}

test.each(['rss', 'atom'] as const)('%s: an entry is the same to the byte as in the public feed', (format) => {
  const own = entryTexts(documentOf(format))
  expect(own).toHaveLength(all.length)
  expect(entryTexts(only(format, all))).toEqual(own)
  expect(entryTexts(only(format, [first]))).toHaveLength(1)
  expect(entryTexts(only(format, [first]))[0]).toBe(own[0])
  expect(entryTexts(only(format, []))).toEqual([])
})

test('JSON Feed: the same items, in the same order', () => {
  const { items } = JSON.parse(only('json', others)) as { items: { id: string }[] }
  expect(items.map(({ id }) => id)).toEqual(others)
  expect(items).toEqual((JSON.parse(documentOf('json')) as { items: unknown[] }).items.slice(1))
})

test.each(FORMATS)('%s: it names itself by its private address, and leads nobody to a hub or an archive', (format) => {
  const text = only(format, all)
  expect(text).toContain(selfUrl)
  for (const word of ['rel="hub"', 'hubs', 'prev-archive', 'rel="current"', 'next_url', 'fh:archive/'])
    expect(text).not.toContain(word)
})

test('its tag changes with the document, the topics and the entries, and not with their order', () => {
  const feed = { newsletter: 'weekly', topics: [], isOver: false, entryIds: all }
  const tag = privateFeedTag('text', feed, ['a', 'b'])
  expect(tag).toMatch(/^[0-9a-f]{32}$/)
  expect(privateFeedTag('text', feed, ['b', 'a'])).toBe(tag)
  expect(privateFeedTag('other', feed, ['a', 'b'])).not.toBe(tag)
  expect(privateFeedTag('text', feed, ['a'])).not.toBe(tag)
  expect(privateFeedTag('text', { ...feed, topics: ['x'] }, ['a', 'b'])).not.toBe(tag)
})
