import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { watchTopics } from '../../../src/actions/feeds/hub-topics.ts'
import type { Config } from '../../../src/config/config.ts'

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z')

async function noted(paths: string[], hub: string | undefined) {
  const topics: { url: string; hash: string; isToldWhenNew: boolean }[] = []
  const placed: string[] = []
  const watch = watchTopics({
    config: {
      feeds: { hub, also: { '/index.xml': 'rss', '/blog/feed.xml': 'rss' } },
      output: { url: 'https://news.lantern.example/' },
    } as unknown as Config,
    putInPlace: async (_dir, path) => {
      placed.push(path)
      return 'written'
    },
    hubTopics: {
      note: async (given) => {
        topics.push(...given)
      },
    },
  })
  for (const path of paths) await watch.putInPlace('dist', path, `the file ${path}`)
  await watch.note(NOW)
  expect(placed).toEqual(paths)
  return topics
}

test('topics are the feeds, by their own address; new ones count where they are the site’s own', async () => {
  const paths = ['/feed.xml', '/tags/圖/feed.json', '/index.xml', '/blog/feed.xml', '/opml.xml', '/feeds/index.html']
  const topics = await noted(paths, 'https://hub.example/')
  expect(topics.map(({ url, isToldWhenNew }) => [url, isToldWhenNew])).toEqual([
    ['https://news.lantern.example/feed.xml', true],
    ['https://news.lantern.example/tags/%E5%9C%96/feed.json', false],
  ])
  expect(new Set(topics.map(({ hash }) => hash)).size).toBe(2)
})

test('without a hub nothing is noted', async () => {
  expect(await noted(['/feed.xml'], undefined)).toEqual([])
})
