import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryId, withEntryIds } from '../../src/feeds/entry-id.ts'
import { written } from './golden-feeds.ts'

const SITE = 'https://lantern.example/'

interface GoldenEntryId {
  siteUrl: string
  postId: string
  publishedAt: string
  entryId: string
  why?: string
}
const golden: GoldenEntryId[] = JSON.parse(
  readFileSync(new URL('../golden/contracts/entry-ids.json', import.meta.url), 'utf8'),
)

/** Readers take an entry with another id for a new one. Never edit a line of the file; add new ones. */
test.each(golden)('the contract: $entryId', ({ siteUrl, postId, publishedAt, entryId: expected }) => {
  expect(entryId({ id: postId, publishedAt: written(publishedAt) }, siteUrl)).toBe(expected)
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

test('with ids = "url" a new post has its URL for id; none that another entry ever had', () => {
  const publishedAt = written('2026-01-31T09:00:00Z')
  const post = (id: string, url: string) => ({ id, publishedAt, url })
  const posts = [post('path:a.md', `${SITE}a/`), post('path:b.md', `${SITE}b/`), post('path:c.md', `${SITE}b/`)]
  const idsOf = (ids: 'tag' | 'url', used: string[]) =>
    withEntryIds(posts, { ids, siteUrl: SITE, used }).map((each) => each.entryId)
  expect(idsOf('url', [`${SITE}a/`])).toEqual([
    'tag:lantern.example,2026-01-31:path:a.md',
    `${SITE}b/`,
    'tag:lantern.example,2026-01-31:path:c.md',
  ])
  expect(idsOf('tag', [])[1]).toBe('tag:lantern.example,2026-01-31:path:b.md')
})

test.each(['tag', 'url'] as const)('with ids = "%s" a URI of the front matter is the id, once', (ids) => {
  const publishedAt = written('2012-01-01T09:00:00Z')
  const uri = 'http://old.example/?p=123'
  const posts = ['id:a', 'id:b'].map((id) => ({ id, publishedAt, url: `${SITE}${id.slice(3)}/`, uri }))
  const idsOf = (used: string[]) => withEntryIds(posts, { ids, siteUrl: SITE, used }).map((each) => each.entryId)
  expect(idsOf([])[0]).toBe(uri)
  expect(idsOf([])[1]).toBe(ids === 'tag' ? 'tag:lantern.example,2012-01-01:id:b' : `${SITE}b/`)
  expect(idsOf([uri])).not.toContain(uri)
})
