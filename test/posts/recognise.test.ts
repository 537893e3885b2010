import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import type { Post } from '../../src/posts/post.ts'
import { postHash } from '../../src/posts/post-hash.ts'
import { recognise } from '../../src/posts/recognise.ts'
import type { SeenPost } from '../../src/posts/seen-post.ts'
import { aPost } from './a-post.ts'
import { seenAs } from './seen-as.ts'

const WED = Temporal.Instant.from('2026-02-04T00:00Z')

const dated = (day: string): Pick<Post, 'publishedAt'> => ({
  publishedAt: { instant: Temporal.Instant.from(`${day}T00:00Z`), offset: '+00:00' },
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

  it('knows a post by title and day before it takes it for one that was deleted from its new place', () => {
    const deleted = seenAs(
      aPost({
        title: 'Notes',
        ...dated('2026-01-02'),
        id: 'path:posts/c.md@2026-01-02',
        path: 'posts/c.md',
        hash: 'c',
      }),
      {
        goneAt: WED,
      },
    )
    const before = seenAs(
      aPost({
        title: 'Notes',
        ...dated('2026-01-03'),
        id: 'path:posts/a.md@2026-01-03',
        path: 'posts/a.md',
        hash: 'a',
      }),
    )
    const now = aPost({
      title: 'Notes',
      ...dated('2026-01-03'),
      id: 'path:posts/c.md@2026-01-03',
      path: 'posts/c.md',
      hash: 'edited',
    })
    expect([...recognise([now], [deleted, before]).known]).toEqual([['path:posts/a.md@2026-01-03', now]])
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
    ['title, of another day', { title: 'The same' }, {}],
    ['words, long after and of another day', { title: 'The same', hash: 'the same' }, { goneAt: WED }],
  ])('holds a fresh post with the %s of one that vanished', (_, same, facts) => {
    const before = seenAs(aPost({ path: 'posts/old.md', ...same }), facts)
    const now = aPost({ path: 'posts/new.md', ...same, ...dated('2026-02-07') })
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

  describe('a rename', () => {
    const before = aPost({ path: 'posts/old.md' })
    const renamed = (facts: Partial<Post> = {}) =>
      aPost({ path: 'posts/new.md', title: before.title, hash: before.hash, ...facts })
    const edited = { title: 'Better', hash: 'better' }
    const known = (now: Post, seen: Partial<SeenPost> = {}) =>
      recognise([now], [seenAs(before, seen)]).known.get(before.id)

    it.each<[string, Post, Partial<SeenPost>?]>([
      ['with the same title and text', renamed()],
      ['with the same title and text, on another day', renamed(dated('2026-03-01'))],
      ['with the same title and text, after a while as nothing', renamed(), { goneAt: WED }],
      ['with an id', renamed({ id: 'id:x' })],
      ['of its folder, with an edit', renamed({ path: 'essays/2026/old.md', ...edited })],
      [
        'of its folder, as a bundle, with an edit',
        renamed({ path: 'b/x/index.md', ...edited }),
        { path: 'a/x/index.md' },
      ],
      ['with the same URL, and an edit', renamed({ url: before.url, ...edited })],
      ['with the same title and day, and an edit', renamed({ hash: 'better' })],
      ['with its id of since, and an edit', renamed({ id: 'id:x', ...edited }), { names: ['id:x'] }],
      ['with its old URL as an alias, and an edit', renamed({ aliases: ['/posts/old/'], ...edited })],
      ['with its old URL as an alias without slashes, and an edit', renamed({ aliases: ['posts/old'], ...edited })],
      [
        'with its old file as an alias, and an edit',
        renamed({ aliases: ['/posts/old.md/'], ...edited }),
        { urlPath: '/2026/old/' },
      ],
      [
        'with its file in content/ as an alias',
        renamed({ aliases: ['/content/posts/old.md'], ...edited }),
        { urlPath: '/x/' },
      ],
      ['with its old file without ending', renamed({ aliases: ['/posts/old/'], ...edited }), { urlPath: '/2026/old/' }],
      ['with an URL of long ago as an alias', renamed({ aliases: ['/first/'], ...edited }), { names: ['/first/'] }],
      [
        'with its first file as an alias',
        renamed({ aliases: ['/posts/old/'], ...edited }),
        { path: 'posts/b.md', urlPath: '/b/' },
      ],
      ['with an alias, long after', renamed({ aliases: ['/posts/old/'], ...edited }), { goneAt: WED }],
    ])('%s is no news', (_, now, facts) => {
      expect(known(now, facts)).toBe(now)
      expect(recognise([now], [seenAs(before, facts)])).toMatchObject({ fresh: [], moved: [], gone: [], renamed: [] })
    })

    it.each<[string, Post]>([
      ['an alias', renamed({ ...edited, aliases: ['/posts/old/'] })],
      [
        'an alias, together with another rename and rewriting',
        renamed({ aliases: ['/posts/old/'], path: 'essays/c.md', hash: 'better' }),
      ],
    ])('that nobody knew is repaired later by %s', (_, now) => {
      const stranger = seenAs(renamed(edited), { firstSeenAt: WED })
      const { known, renamed: repaired, gone, fresh } = recognise([now], [seenAs(before, { goneAt: WED }), stranger])
      expect(known).toEqual(new Map([[before.id, now]]))
      expect(repaired).toEqual([{ from: stranger.id, to: before.id }])
      expect([...gone, ...fresh]).toEqual([])
    })

    it('that nobody knew is repaired later by the id that it had', () => {
      const had = seenAs(aPost({ id: 'id:x', path: 'posts/old.md' }), { goneAt: WED })
      const stranger = seenAs(renamed(edited), { firstSeenAt: WED })
      const now = renamed({ ...edited, id: 'id:x' })
      expect(recognise([now], [had, stranger])).toMatchObject({
        known: new Map([['id:x', now]]),
        renamed: [{ from: stranger.id, to: 'id:x' }],
      })
    })

    it('is not what leads readers of a deleted post to one that was there before', () => {
      const other = seenAs(aPost({ path: 'posts/other.md' }))
      const now = aPost({ path: 'posts/other.md', aliases: ['/posts/old/'] })
      const { known, renamed } = recognise([now], [seenAs(before, { goneAt: WED }), other])
      expect([known.get(other.id), renamed]).toEqual([now, []])
    })

    it('is none where the id is another', () => {
      const had = seenAs(aPost({ id: 'id:x', path: 'posts/old.md' }))
      const now = renamed({ id: 'id:y', url: before.url })
      expect(recognise([now], [had])).toMatchObject({ known: new Map(), fresh: [now] })
    })
  })

  it('tells swapped files apart, also of a series with one title', () => {
    const [a, b] = ['a', 'b'].map((path) => aPost({ path, title: 'Weekly notes' })) as [Post, Post]
    const now = [aPost({ ...a, path: 'b', url: b.url }), aPost({ ...b, path: 'c', url: a.url })]
    for (const to of ['a', 'c'] as const) {
      const posts = [now[0] as Post, { ...(now[1] as Post), path: to }]
      const { known } = recognise(posts, [seenAs(a), seenAs(b)])
      expect([known.get(a.id)?.hash, known.get(b.id)?.hash]).toEqual([a.hash, b.hash])
    }
  })

  it('takes a copy for new, and the file that stays for the old one', () => {
    const old = aPost({ path: 'posts/old.md' })
    const copy = aPost({ path: 'posts/copy.md', title: old.title, hash: old.hash })
    const edited = { ...old, hash: 'edited' }
    for (const stays of [old, edited])
      expect(recognise([copy, stays], [seenAs(old)])).toMatchObject({
        known: new Map([[old.id, stays]]),
        fresh: [copy],
        moved: [],
      })
  })

  it('gives a new post in the place of one that lives on elsewhere another identity', () => {
    const old = aPost({ path: 'posts/a.md' })
    const moved = aPost({ path: 'posts/b.md', title: old.title, hash: old.hash })
    const young = aPost({ path: 'posts/a.md', title: 'Another', hash: 'another' })
    const { known, fresh } = recognise([young, moved], [seenAs(old)])
    expect(known).toEqual(new Map([[old.id, moved]]))
    expect(fresh).toEqual([{ ...young, id: `${old.id}~2` }])
  })

  it('does not take the next of a series for the deleted one of months ago', () => {
    const now = aPost({ path: 'posts/week-2.md', title: 'Notes', ...dated('2026-03-01') })
    const before = seenAs(aPost({ path: 'posts/week-1.md', title: 'Notes' }), { goneAt: WED })
    expect(recognise([now], [before])).toMatchObject({ fresh: [now], moved: [] })
  })

  it('holds a post without a text for its title alone: the next of a series has the same words', () => {
    const photo = { title: 'Photo', hash: postHash('Photo', '') }
    const now = aPost({ path: 'posts/2.md', ...photo, ...dated('2026-03-01') })
    const before = seenAs(aPost({ path: 'posts/1.md', ...photo }))
    expect(recognise([now], [before])).toMatchObject({ known: new Map(), moved: [{ to: now }] })
    expect(recognise([now], [{ ...before, goneAt: WED }])).toMatchObject({ fresh: [now], moved: [] })
  })
})

describe('recognise, whatever there is and was', () => {
  const word = fc.constantFrom('a', 'b', 'c', 'd')
  const post = fc
    .record({ id: word, path: word, alias: fc.option(word), title: word, hash: word })
    .map(({ id, path, alias, title, hash }) =>
      aPost({ id, path, title, hash, url: `https://site.example/${path}/`, aliases: alias ? [`/${alias}/`] : [] }),
    )
  const posts = fc
    .uniqueArray(post, { selector: ({ id }) => id, maxLength: 4 })
    .map((list) => [...new Map(list.map((each) => [each.path, each])).values()])
  const seen = fc.tuple(posts, fc.boolean()).map(([list, live]) => list.map((item) => seenAs(item, { live })))

  it('puts every post and every seen one in exactly one place', () => {
    fc.assert(
      fc.property(posts, seen, (now, before) => {
        const { known, fresh, gone } = recognise(now, before)
        const paths = [...known.values(), ...fresh].map(({ path }) => path)
        expect(paths.toSorted()).toEqual(now.map(({ path }) => path).toSorted())
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
