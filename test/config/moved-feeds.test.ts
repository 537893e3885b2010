import { expect, it, test } from 'vitest'
import { feedClashes, isFormerPath, isMoveTarget } from '../../src/config/moved-feeds.ts'

const PLACES = { also: ['/index.xml'], newsletters: ['weekly'], outputUrl: 'https://news.lantern.example/', gone: [] }

it.each<[Record<string, string>, string[]]>([
  [{ '/old.xml': '/feed.xml', '/feed/': '/feed.xml' }, []],
  [{ '/tags/maps/feed.xml': '/tags/charts/feed.xml' }, []],
  [{ '/a.xml': '/b.xml', '/b.xml': '/feed.xml' }, ['/a.xml']],
  [{ '/a.xml': '/b.xml', '/b.xml': '/a.xml' }, ['/a.xml', '/b.xml']],
  [{ '/a.xml': '/a.xml' }, ['/a.xml']],
  [{ '/a.xml': 'https://news.lantern.example/a.xml' }, ['/a.xml']],
  [{ '/圖.xml': 'https://news.lantern.example/%E5%9C%96.xml' }, ['/圖.xml']],
  [{ '/a.xml': 'https://other.example/a.xml' }, []],
  [{ '/feed.xml': '/b.xml' }, ['/feed.xml']],
  [{ '/opml.xml': '/b.xml' }, ['/opml.xml']],
  [{ '/index.xml': '/feed.xml' }, ['/index.xml']],
  [{ '/newsletters/weekly/atom.xml': '/atom.xml' }, ['/newsletters/weekly/atom.xml']],
  [{ '/newsletters/former/atom.xml': '/atom.xml' }, []],
])('moved = %j: wrong is %j', (moved, wrong) => {
  expect(feedClashes({ ...PLACES, moved }).map(({ at }) => at)).toEqual(wrong)
})

test('gone is not there, not moved, and where nothing leads', () => {
  const clashes = feedClashes({
    ...PLACES,
    moved: { '/a.xml': '/x.xml', '/b.xml': '/feed.xml' },
    gone: ['/x.xml', '/b.xml', '/feed.json'],
  })
  expect(clashes.map(({ key, at }) => [key, at])).toEqual([
    ['moved', '/a.xml'],
    ['gone', 1],
    ['gone', 2],
  ])
})

it.each(['/feed/', '/feed', '/index.xml', '/tags/日誌/feed.xml'])('%s may have been a feed', (path) => {
  expect(isFormerPath(path)).toBe(true)
})

it.each(['', '/', 'feed.xml', '//feed.xml', '/../feed.xml', '/a/./feed.xml', '/feed?x=1', '/a%2f.xml', '/a b'])(
  '%j may not',
  (path) => {
    expect(isFormerPath(path)).toBe(false)
  },
)

it('leads to a path or a web address', () => {
  expect(['/feed.xml', 'https://a.example/x?y=z'].every(isMoveTarget)).toBe(true)
  expect(['ftp://a.example/', '//a.example/feed.xml', 'feed.xml', 'https://'].some(isMoveTarget)).toBe(false)
})
