import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Post } from '../../src/posts/post.ts'
import { postHash } from '../../src/posts/post-hash.ts'
import { recognise } from '../../src/posts/recognise.ts'
import { maybeRetitled, withRetitled } from '../../src/posts/retitled.ts'
import type { SeenPost } from '../../src/posts/seen-post.ts'
import { aPost } from './a-post.ts'
import { seenAs } from './seen-as.ts'

const WED = Temporal.Instant.from('2026-02-04T00:00Z')
const LATER: Pick<Post, 'publishedAt'> = {
  publishedAt: { instant: Temporal.Instant.from('2026-01-31T09:00Z'), offset: '+00:00' },
}

function written(path: string, title: string, text: string, facts: Partial<Post> = {}): Post {
  return aPost({ path, title, hash: postHash(title, text), ...facts })
}

/** Recognises posts whose texts are given, by path. */
function recognised(posts: Post[], seen: SeenPost[], texts: Record<string, string>) {
  const found = recognise(posts, seen)
  const hashes = maybeRetitled(found).map(({ post, from }) => ({
    post,
    from,
    hashes: from.map(({ title }) => postHash(title, texts[post.path] ?? '')),
  }))
  return withRetitled(found, hashes)
}

describe('a file that was renamed and given another title at once', () => {
  const TEXT = 'All about lamps.'
  const before = written('posts/lamps.md', 'Lamps', TEXT)
  const now = written('posts/lights.md', 'Lights', TEXT)
  const texts = { 'posts/lights.md': TEXT }

  it('is the post that it was, by its text and its date', () => {
    const { known, fresh, gone, moved } = recognised([now], [seenAs(before)], texts)
    expect(known.get(before.id)).toBe(now)
    expect({ fresh, gone, moved }).toEqual({ fresh: [], gone: [], moved: [] })
  })

  it.each<[string, Post, Partial<SeenPost>, string]>([
    ['with another text', written('posts/lights.md', 'Lights', 'Others.'), {}, 'Others.'],
    ['with another date', { ...now, ...LATER }, {}, TEXT],
    ['long after', now, { goneAt: WED }, TEXT],
    ['without a text', written('posts/lights.md', 'Lights', ''), { hash: postHash('Lamps', '') }, ''],
    ['with another id', { ...now, id: 'id:b' }, { names: ['id:a'] }, TEXT],
  ])('is another %s', (_, post, facts, text) => {
    const { known, fresh, gone } = recognised([post], [seenAs(before, facts)], { [post.path]: text })
    expect([known.size, fresh.map(({ path }) => path), gone.length]).toEqual([0, ['posts/lights.md'], 1])
  })

  it('is held for the operator where two can be meant', () => {
    const twin = written('posts/lanterns.md', 'Lanterns', TEXT)
    const ofTwo = recognised([now], [seenAs(before), seenAs(twin)], texts)
    expect([ofTwo.known.size, ofTwo.fresh, ofTwo.gone.length]).toEqual([0, [now], 2])
    expect(ofTwo.moved).toMatchObject([{ to: now }])
    const both = recognised([now, twin], [seenAs(before)], { ...texts, 'posts/lanterns.md': TEXT })
    expect([both.known.size, both.fresh]).toEqual([0, [now, twin]])
    expect(both.moved.map(({ to }) => to)).toEqual([now, twin])
  })

  it('is no copy of one that is still there', () => {
    const { known, fresh, moved } = recognised([before, now], [seenAs(before)], texts)
    expect([known.size, fresh, moved]).toEqual([1, [now], []])
  })

  it('is told among others that were', () => {
    const names = ['a', 'b', 'c']
    const old = names.map((name) => written(`posts/${name}.md`, `Title ${name}`, `Text ${name}`))
    const young = names.map((name) => written(`posts/new-${name}.md`, `New ${name}`, `Text ${name}`))
    const all = Object.fromEntries(names.map((name) => [`posts/new-${name}.md`, `Text ${name}`]))
    const { known } = recognised(
      young,
      old.toReversed().map((post) => seenAs(post)),
      all,
    )
    expect(old.map(({ id }) => known.get(id))).toEqual(young)
  })

  it('is looked for among a few: what a look costs grows as the site', () => {
    const old = Array.from({ length: 17 }, (_, index) =>
      seenAs(written(`posts/${index}.md`, `Old ${index}`, `${index}`)),
    )
    expect(maybeRetitled(recognise([now], old.slice(1)))).toHaveLength(1)
    expect(maybeRetitled(recognise([now], old))).toEqual([])
  })
})
