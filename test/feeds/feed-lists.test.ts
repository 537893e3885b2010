import { expect, test } from 'vitest'
import { feedUrls } from '../../src/feeds/feed-paths.ts'
import { feedsPage } from '../../src/feeds/feeds-page.ts'
import { groupFeeds, type ListedFeed } from '../../src/feeds/listed-feed.ts'
import { writeOpml } from '../../src/feeds/opml.ts'

const SITE = { title: 'Ink & <paper>', url: 'https://lantern.example/' }
const URLS = 'https://news.lantern.example/'

const FEEDS: ListedFeed[] = [
  { kind: 'tag', title: 'Ink & <paper>: R&D', label: 'R&D', urls: feedUrls(URLS, '/tags/r-d~1/') },
  { kind: 'site', title: SITE.title, label: SITE.title, urls: feedUrls(URLS) },
  { kind: 'tag', title: 'Ink & <paper>: 紙', label: '紙', urls: feedUrls(URLS, '/tags/紙/') },
]
const GROUPS = groupFeeds(FEEDS, [
  ['site', 'All posts'],
  ['section', 'Sections'],
  ['tag', 'Tags'],
])

test('feeds are listed below the heading of their kind, without empty headings', () => {
  expect(GROUPS.map(({ heading, feeds }) => [heading, feeds.map(({ label }) => label)])).toEqual([
    ['All posts', ['Ink & <paper>']],
    ['Tags', ['R&D', '紙']],
  ])
})

test('OPML takes them together', async () => {
  await expect(writeOpml(SITE, GROUPS)).toMatchFileSnapshot('../golden/feeds/feeds.opml')
})

test('the page offers each in three formats and to common readers, with no script', () => {
  const words = { title: 'Feeds', about: 'A.', howTo: 'B.', openIn: 'Open in', ownReader: 'An app', opml: 'OPML' }
  const page = feedsPage({
    site: SITE,
    language: 'he',
    words,
    opmlUrl: `${URLS}opml.xml`,
    groups: GROUPS,
    css: 'a { color: red }',
  })
  expect(page).toContain('<html lang="he" dir="rtl">')
  expect(page).toContain('<strong>R&#x26;D</strong>')
  expect(page).toContain('href="https://news.lantern.example/tags/%E7%B4%99/feed.json"')
  expect(page).toContain(
    'href="https://feedly.com/i/subscription/feed%2Fhttps%3A%2F%2Fnews.lantern.example%2Ftags%2Fr-d~1%2Ffeed.xml"',
  )
  expect(page).toContain('href="feed:https://news.lantern.example/feed.xml"')
  expect(page.match(/rel="alternate"/g)).toHaveLength(3)
  expect(page).not.toContain('<script')
})
