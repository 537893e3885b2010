import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { readDate } from '../../src/posts/dates.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { naturalId } from '../../src/posts/identity.ts'

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
