import { expect, test } from 'vitest'
import { isAlsoPath } from '../../src/config/also-path.ts'

test.each(['/index.xml', '/feeds/all.atom.xml', '/posts/feed.xml', '/blog/rss', '/日誌.xml'])(
  '%s may be a feed',
  (path) => {
    expect(isAlsoPath(path)).toBe(true)
  },
)

test.each([
  '',
  'index.xml',
  '/',
  '/blog/',
  '//a.xml',
  '/../a.xml',
  '/a/../../b.xml',
  '/.well-known/a.xml',
  '/a b.xml',
  '/a%2f.xml',
  '/a.xml?x=1',
  '/a\\b.xml',
  '/feed.xml',
  '/feed.css',
  '/opml.xml',
  '/tags/maps/atom.xml',
  '/feeds/index.html',
  '/archive/weekly/1/index.html',
])('%j may not', (path) => {
  expect(isAlsoPath(path)).toBe(false)
})
