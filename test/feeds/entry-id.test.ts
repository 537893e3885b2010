import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryId } from '../../src/feeds/entry-id.ts'
import { written } from './golden-feeds.ts'

const SITE = 'https://lantern.example/'

/** A contract: readers take an entry with another id for a new one. Never edit a line; add new ones. */
const GOLDEN = [
  [
    SITE,
    'path:posts/a.md@2026-01-31',
    '2026-01-31T09:00:00Z',
    'tag:lantern.example,2026-01-31:path:posts/a.md@2026-01-31',
  ],
  [SITE, 'alias:/old/path/', '2026-01-31T09:00:00Z', 'tag:lantern.example,2026-01-31:alias:/old/path/'],
  [
    SITE,
    'id:https://old.example/?p=1&q=2',
    '2009-12-01T09:00:00Z',
    'tag:lantern.example,2009-12-01:id:https://old.example/?p=1&q=2',
  ],
  [
    SITE,
    'id:50% [x] #1 "y"',
    '2026-01-31T09:00:00Z',
    'tag:lantern.example,2026-01-31:id:50%25%20%5Bx%5D%20%231%20%22y%22',
  ],
  [
    SITE,
    'path:文章/é.md@2026-01-31',
    '2026-01-31T09:00:00Z',
    'tag:lantern.example,2026-01-31:path:%E6%96%87%E7%AB%A0/%C3%A9.md@2026-01-31',
  ],
  [SITE, 'id:\ud800lost', '2026-01-31T09:00:00Z', 'tag:lantern.example,2026-01-31:id:lost'],
  // The day is the author's: in UTC both of these are another.
  [SITE, 'id:a', '2026-02-01T00:30:00+08:00', 'tag:lantern.example,2026-02-01:id:a'],
  [SITE, 'id:a', '2026-01-31T23:30:00-03:30', 'tag:lantern.example,2026-01-31:id:a'],
  // The host alone is the authority: in lower case, in ASCII, without port, path and user.
  ['https://User@Lantern.EXAMPLE:8443/blog/', 'id:a', '2026-01-31T09:00:00Z', 'tag:lantern.example,2026-01-31:id:a'],
  ['https://燈籠.example/', 'id:a', '2026-01-31T09:00:00Z', 'tag:xn--uxxy9t.example,2026-01-31:id:a'],
] as const

test.each(GOLDEN)('on %s, %s of %s is %s', (siteUrl, id, date, expected) => {
  expect(entryId({ id, publishedAt: written(date) }, siteUrl)).toBe(expected)
})

test('two identities never share an id, and each id is a tag: URI by RFC 4151', () => {
  const publishedAt = written('2026-01-31T09:00:00Z')
  const identity = fc.string({ unit: 'grapheme', minLength: 1 })
  fc.assert(
    fc.property(identity, identity, (a, b) => {
      const [idOfA, idOfB] = [entryId({ id: a, publishedAt }, SITE), entryId({ id: b, publishedAt }, SITE)]
      expect(idOfA === idOfB).toBe(a === b)
      expect(idOfA).toMatch(/^tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:(?:[\w\-.~!$&'()*+,;=:@/?]|%[0-9A-F]{2})*$/)
    }),
  )
})
