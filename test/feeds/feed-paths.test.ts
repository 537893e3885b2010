import { expect, test } from 'vitest'
import { FEED_CONTENT_TYPES, FEED_FORMATS, FEED_PATHS, feedUrls } from '../../src/feeds/feed-paths.ts'

test('paths and content types are a contract with every reader that has subscribed', () => {
  expect(FEED_FORMATS.map((format) => [FEED_PATHS[format], FEED_CONTENT_TYPES[format]])).toEqual([
    ['/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
  ])
})

test('feeds lie below the output URL, also where that has a path', () => {
  expect(feedUrls('https://lantern.example/news/').rss).toBe('https://lantern.example/news/feed.xml')
})
