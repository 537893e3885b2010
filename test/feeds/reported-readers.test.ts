import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { reportedReaders } from '../../src/feeds/reported-readers.ts'

/** As they stand in the logs of sites. */
it.each<[string, string, number]>([
  ['Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers; like FeedFetcher-Google)', 'Feedly', 16],
  ['Feedly/1.0 (poller; 1234 subscribers; like FeedFetcher-Google)', 'Feedly', 1234],
  ['Feedbin feed-id:1234567 - 5 subscribers', 'Feedbin feed-id:1234567', 5],
  [
    'NewsBlur Feed Fetcher - 12 subscribers - http://www.newsblur.com/site/8/lantern (Mozilla/5.0 (Macintosh; Intel Mac OS X 10_7_1) AppleWebKit/534.48.3)',
    'NewsBlur Feed Fetcher',
    12,
  ],
  ['Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 5 subscribers; )', 'Inoreader', 5],
  ['Mozilla/5.0 (compatible; inoreader.com; 7 subscribers)', 'inoreader.com', 7],
  ['Mozilla/5.0 (compatible; theoldreader.com; 2 subscribers; feed-id=abc9)', 'theoldreader.com feed-id:abc9', 2],
  ['Mozilla/5.0 (compatible; BazQux/2.4; +https://bazqux.com/fetcher; 3 subscribers)', 'BazQux', 3],
  ['Bloglovin/1.0 (http://www.bloglovin.com; 9 subscribers)', 'Bloglovin', 9],
  ['Netvibes (http://www.netvibes.com/; 5 subscribers; feedId: 5404723)', 'Netvibes feed-id:5404723', 5],
  [
    'FeedHQ/1.1 (https://github.com/feedhq/feedhq; 1 subscriber; https://github.com/feedhq/feedhq/wiki/fetcher; like FeedFetcher-Google)',
    'FeedHQ',
    1,
  ],
  ['Overcast/1.0 Podcast Sync (123 subscribers; feed-id=456789; +http://overcast.fm/)', 'Overcast feed-id:456789', 123],
  [
    'Feedfetcher-Google; (+http://www.google.com/feedfetcher.html; 3 subscribers; feed-id=7675226481817637975)',
    'Feedfetcher-Google feed-id:7675226481817637975',
    3,
  ],
  ['Mozilla/5.0 (compatible;YoudaoFeedFetcher/1.0;http://www.youdao.com/help/;1 subscribers;)', 'YoudaoFeedFetcher', 1],
  ['LiveJournal.com (webmaster@livejournal.com; for https://lantern.example/; 4 readers)', 'LiveJournal.com', 4],
  ['Bloglines/2.0_(http://www.bloglines.com;_81_subscribers)', 'Bloglines', 81],
  ['ThePort_Web/1.0;_subscribers_1', 'ThePort Web', 1],
  ['PlainFeeder v0.0.1 (+http://plainfeeder.com/about ; Subscriber Count: 21)', 'PlainFeeder', 21],
  ['SomeReader/2.1 (1,204 readers)', 'SomeReader', 1204],
])('%s', (userAgent, reader, subscribers) => {
  expect(reportedReaders(userAgent)).toEqual({ reader, subscribers })
})

it.each([
  '',
  'newsboat/2.21.0 (Linux x86_64)',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'FreshRSS/1.24.1 (Linux; https://freshrss.org)',
  'Tiny Tiny RSS/24.01 (https://tt-rss.org/)',
  'Feedly/1.0 (+http://www.feedly.com/fetcher.html; like FeedFetcher-Google)',
  'Reader/1.0 (99999999999 subscribers)',
  '(12 subscribers)',
  'x/1.0-12 subscribers',
])('%j says nothing of others', (userAgent) => {
  expect(reportedReaders(userAgent)).toBeUndefined()
})

test('whatever somebody writes, what is kept is small', () => {
  const header = fc.oneof(
    fc.string(),
    fc.string().map((text) => `${text} 12 subscribers feed-id=${text}`),
  )
  fc.assert(
    fc.property(header, (userAgent) => {
      const reported = reportedReaders(userAgent)
      if (!reported) return
      expect(reported.reader.length).toBeLessThanOrEqual(90)
      expect(reported.reader).not.toMatch(/[<>@\n]/)
      expect(reported.subscribers).toBeLessThanOrEqual(100_000_000)
    }),
  )
})
