import { expect, test } from 'vitest'
import { readFeed } from '../../src/feeds/read-feed.ts'
import { readGoldenFeed } from './golden-feeds.ts'
import { writeAtom, writeJsonFeed, writeRss } from './whole-feed.ts'

test.each([
  ['RSS', writeRss],
  ['Atom', writeAtom],
  ['JSON Feed', writeJsonFeed],
])('%s: ids, links, titles and dates', (_, write) => {
  const [ink, first] = readFeed(write(readGoldenFeed('lantern')), 'feed')
  expect(ink).toMatchObject({
    id: 'tag:lantern.example,2026-01-31:path:posts/ink.md@2026-01-31',
    url: 'https://lantern.example/posts/ink/',
    title: 'Ink <script> & paper',
    published: expect.stringMatching(/31/),
  })
  expect(first?.id).toBe('https://lantern.example/posts/first/')
})

test('an RSS item without a guid is known by its link, a guid may be the link; one with neither is nobody', () => {
  const rss = `<rss version="2.0"><channel><title>x</title>
    <item><title>A</title><link>https://a.example/1</link></item>
    <item><title>B</title><guid>https://a.example/2</guid></item>
    <item><title>C</title><guid isPermaLink="false">3</guid></item>
    <item><title>D</title></item></channel></rss>`
  expect(readFeed(rss, 'feed').map(({ id, url }) => [id, url])).toEqual([
    ['https://a.example/1', 'https://a.example/1'],
    ['https://a.example/2', 'https://a.example/2'],
    ['3', undefined],
  ])
})

test.each(['', '<html><body>Not found</body></html>', '{}', 'null'])('%j is refused in a sentence', (text) => {
  expect(() => readFeed(text, 'https://a.example/')).toThrow(/^https:\/\/a.example\/: This is not a feed/)
})
