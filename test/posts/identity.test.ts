import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDate } from '../../src/posts/dates.ts'
import { fieldsOf } from '../../src/posts/front-matter-fields.ts'
import { naturalId, recognise, type SeenPost } from '../../src/posts/identity.ts'
import type { Post } from '../../src/posts/post.ts'
import { aPost } from './a-post.ts'

const seenAs = (post: Post, facts: Partial<SeenPost> = {}): SeenPost => ({
  id: post.id,
  path: post.path,
  urlPath: new URL(post.url).pathname,
  aliases: post.aliases,
  title: post.title,
  hash: post.hash,
  live: true,
  ...facts,
})

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

describe('recognise', () => {
  it('knows a post by its identity, wherever it went', () => {
    const before = aPost({ id: 'id:x', path: 'posts/old.md' })
    const now = aPost({ id: 'id:x', path: 'posts/new.md', title: 'Renamed' })
    expect(recognise([now], [seenAs(before)])).toMatchObject({ known: new Map([['id:x', now]]), fresh: [], gone: [] })
  })

  it('knows a post by its path when its day, and with it its identity, was corrected', () => {
    const now = aPost({ id: 'path:posts/a.md@2026-02-01' })
    expect(recognise([now], [seenAs(aPost())]).known.get('path:posts/a.md@2026-01-31')).toBe(now)
  })

  it('knows a moved post by an alias that names its old address', () => {
    const before = seenAs(aPost({ path: 'posts/old.md' }))
    const now = aPost({ id: 'alias:/posts/old/', path: 'essays/new.md', aliases: ['/posts/old/'] })
    expect(recognise([now], [before])).toMatchObject({ known: new Map([[before.id, now]]), fresh: [], moved: [] })
  })

  it('compares addresses decoded, and below the base path of the site', () => {
    const before = seenAs(aPost({ path: 'posts/old.md' }), { urlPath: '/blog/%E6%B8%AC%E8%A9%A6/' })
    const now = aPost({ path: 'posts/new.md', id: 'alias:/測試/', aliases: ['/測試/'] })
    expect(recognise([now], [before], '/blog/').known.get(before.id)).toBe(now)
    expect(recognise([now], [before], '/').known.size).toBe(0)
  })

  it('does not take an alias for the address of a post that is still there', () => {
    const still = aPost({ path: 'posts/old.md' })
    const other = aPost({ path: 'posts/new.md', id: 'alias:/posts/old/', aliases: ['/posts/old/'] })
    const { known, fresh } = recognise([other, still], [seenAs(still)])
    expect(known.get(still.id)).toBe(still)
    expect(fresh).toEqual([other])
  })

  it.each([
    ['title', { title: 'The same' }],
    ['text', { hash: 'the same' }],
  ])('holds a fresh post with the %s of one that vanished', (_, same) => {
    const before = seenAs(aPost({ path: 'posts/old.md', ...same }))
    const now = aPost({ path: 'posts/new.md', ...same })
    const { known, fresh, moved, gone } = recognise([now], [before])
    expect({ known: known.size, fresh, moved, gone }).toEqual({
      known: 0,
      fresh: [now],
      moved: [{ from: before, to: now }],
      gone: [before],
    })
  })

  it('does not hold a post with the title of one that is still there', () => {
    const still = aPost({ path: 'posts/week-1.md', title: 'This week' })
    const now = aPost({ path: 'posts/week-2.md', title: 'This week' })
    expect(recognise([still, now], [seenAs(still)])).toMatchObject({ fresh: [now], moved: [], gone: [] })
  })
})

describe('recognise, whatever there is and was', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd')
  const post = fc
    .record({ id: word, path: word, alias: fc.option(word), title: word, hash: word })
    .map(({ id, path, alias, title, hash }) =>
      aPost({ id, path, title, hash, url: `https://site.example/${path}/`, aliases: alias ? [`/${alias}/`] : [] }),
    )
  const posts = fc.uniqueArray(post, { selector: ({ id }) => id, maxLength: 4 })
  const seen = fc.tuple(posts, fc.boolean()).map(([list, live]) => list.map((item) => seenAs(item, { live })))

  it('puts every post and every seen one in exactly one place', () => {
    fc.assert(
      fc.property(posts, seen, (now, before) => {
        const { known, fresh, gone } = recognise(now, before)
        expect(new Set([...known.values(), ...fresh])).toEqual(new Set(now))
        expect(known.size + fresh.length).toBe(now.length)
        expect([...known.keys(), ...gone.map(({ id }) => id)].toSorted()).toEqual(before.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('gives no fresh post an identity that is taken, and takes for moved only what vanished', () => {
    fc.assert(
      fc.property(posts, seen, (now, before) => {
        const { fresh, moved, gone } = recognise(now, before)
        const taken = new Set(before.map(({ id }) => id))
        expect(fresh.filter(({ id }) => taken.has(id))).toEqual([])
        expect(moved.every(({ from, to }) => gone.includes(from) && fresh.includes(to))).toBe(true)
      }),
    )
  })

  it('finds nothing new in a site that did not change', () => {
    fc.assert(
      fc.property(posts, (now) => {
        const { fresh, gone } = recognise(
          now,
          now.map((item) => seenAs(item)),
        )
        expect([...fresh, ...gone]).toEqual([])
      }),
    )
  })
})
