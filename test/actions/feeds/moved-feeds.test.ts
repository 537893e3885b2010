import { expect, test } from 'vitest'
import { movedWithPosts } from '../../../src/actions/feeds/moved-feeds.ts'
import type { Config } from '../../../src/config/config.ts'

test('a feed that is said to have left and has posts is a warning; an empty one is as it should be', () => {
  const config = {
    feeds: { moved: { '/tags/a/feed.xml': '/feed.xml', '/old/': '/feed.xml' }, gone: ['/tags/b/feed.xml'] },
  }
  const written = (a: number, b: number) => [
    { path: '/feed.xml', entryCount: 3 },
    { path: '/tags/a/feed.xml', entryCount: a },
    { path: '/tags/b/feed.xml', entryCount: b },
  ]
  expect(movedWithPosts(config as unknown as Config, written(0, 0))).toEqual([])
  expect(movedWithPosts(config as unknown as Config, written(2, 1)).map(({ message }) => message)).toEqual([
    'feeds.moved has /tags/a/feed.xml, which has 2 entries: `serve` shows it to nobody.',
    'feeds.gone has /tags/b/feed.xml, which has 1 entry: `serve` shows it to nobody.',
  ])
})
