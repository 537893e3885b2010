import { readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { readDate } from '../../src/posts/dates.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { givenUri, naturalId } from '../../src/posts/identity.ts'

interface GoldenPostId {
  frontMatter: Record<string, unknown>
  aliases: string[]
  path: string
  publishedAt: string
  id: string
}
const golden: GoldenPostId[] = JSON.parse(
  readFileSync(new URL('../golden/contracts/post-ids.json', import.meta.url), 'utf8'),
)

/** The store, feeds and sent mails know posts by it. Never edit a line of the file; add new ones. */
it.each(golden)('the contract: $id', ({ frontMatter, id, publishedAt, ...post }) => {
  const written = readDate(publishedAt, 'UTC') ?? expect.fail(publishedAt)
  expect(naturalId(fieldsOf(frontMatter), { ...post, publishedAt: written })).toBe(id)
})

test.each([
  [{ guid: 'http://old.example/?p=123' }, 'http://old.example/?p=123'],
  [{ id: 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a' }, 'urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a'],
  [{ id: 'tag:old.example,2012:1' }, 'tag:old.example,2012:1'],
  [{ id: '42', guid: 'https://old.example/a' }, 'https://old.example/a'],
  [{ id: 'https://b.example/', guid: 'https://a.example/' }, 'https://a.example/'],
  [{ guid: 'https://b\u00fccher.example/\u7d19' }, 'https://b\u00fccher.example/\u7d19'],
  [{ id: 'https://b.example/', guid: 'plain' }, 'https://b.example/'],
  [{ guid: '42 at https://old.example' }, undefined],
  [{ guid: 'note: a word' }, undefined],
  [{ id: '1225c695-cfb8-4ebb-aaaa-80da344efa6a' }, undefined],
  [{ id: 42 }, undefined],
  [{ id: 'urn:' }, undefined],
  [{ id: '/posts/a/' }, undefined],
  [{ id: 'https://[x' }, undefined],
  [{ id: 'https://x.example/<a>' }, undefined],
  [{}, undefined],
])('of %j the URI that readers know is %s', (frontMatter, uri) => {
  expect(givenUri(fieldsOf(frontMatter))).toBe(uri)
})
