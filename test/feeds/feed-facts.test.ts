import { expect, test } from 'vitest'
import { factsOfFeed } from '../../src/feeds/feed-facts.ts'

const FEED = 'https://feeds.example/night/feed.xml'

test.each([
  ['its site', 'https://night.example/blog/?utm=1#x', 'https://night.example/blog/'],
  ['a relative address', '/blog/', 'https://feeds.example/blog/'],
  ['none: its own host', undefined, 'https://feeds.example/'],
  ['nothing of the web', 'mailto:mei@night.example', 'https://feeds.example/'],
])('what a feed says of its site: %s', (_, url, baseUrl) => {
  const feed = { title: 'Night\nShift', language: 'de-DE', items: [], ...(url && { url }) }
  expect(factsOfFeed(feed, FEED)).toEqual({ feeds: [FEED], title: 'Night Shift', language: 'de-DE', baseUrl })
})
