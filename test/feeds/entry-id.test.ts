import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { entryId } from '../../src/feeds/entry-id.ts'
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
