import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { isKeptOut, matchesSelection, matchesTopics, selectedPosts, topicsOf } from '../../src/editions/due.ts'
import type { Post } from '../../src/posts/post.ts'

const NOW = Temporal.Instant.from('2026-11-24T09:00:00Z')

function post(change: Partial<Post> = {}): Post {
  return {
    id: 'id:1',
    path: 'posts/a.md',
    file: 'content/posts/a.md',
    url: 'https://lantern.example/posts/a/',
    aliases: [],
    title: 'A',
    publishedAt: { instant: NOW, offset: '+00:00' },
    authors: [],
    tags: ['Maps', 'sea'],
    categories: ['essays'],
    section: 'posts',
    language: 'zh-Hant-TW',
    status: 'live',
    hash: '',
    ...change,
  }
}

const all = { sections: [], tags: [], categories: [], languages: [] }

test('an empty selection takes every post; a key takes any of its values', () => {
  expect(matchesSelection(post(), all)).toBe(true)
  expect(matchesSelection(post(), { ...all, tags: ['bread', 'maps'] })).toBe(true)
  expect(matchesSelection(post(), { ...all, tags: ['bread'] })).toBe(false)
})

test('all keys must match', () => {
  expect(matchesSelection(post(), { ...all, tags: ['sea'], sections: ['posts'] })).toBe(true)
  expect(matchesSelection(post(), { ...all, tags: ['sea'], sections: ['notes'] })).toBe(false)
})

test('a language takes its regional and script forms', () => {
  for (const language of ['zh', 'zh-Hant', 'zh-hant-tw'])
    expect(matchesSelection(post(), { ...all, languages: [language] })).toBe(true)
  expect(matchesSelection(post(), { ...all, languages: ['zh-Hans'] })).toBe(false)
})

test('topics are tags; none means everything', () => {
  expect(matchesTopics([], ['Maps'])).toBe(true)
  expect(matchesTopics(['MAPS'], ['Maps'])).toBe(true)
  expect(matchesTopics(['bread'], ['Maps'])).toBe(false)
})

test('an author keeps a post out of all newsletters, of some, or of all but some', () => {
  const isOut = (steering: Post['steering'], newsletter: string) => isKeptOut(post({ steering }), newsletter)
  expect(isOut(undefined, 'weekly')).toBe(false)
  expect(isOut({ subject: 'A' }, 'weekly')).toBe(false)
  expect(isOut({ skip: true }, 'weekly')).toBe(true)
  expect(isOut({ skip: ['daily'] }, 'weekly')).toBe(false)
  expect(isOut({ skip: ['daily'] }, 'daily')).toBe(true)
  expect(isOut({ only: ['daily'] }, 'weekly')).toBe(true)
  expect(isOut({ only: ['daily'] }, 'daily')).toBe(false)
})

test('topics are a post’s tags, and those that its author adds for subscribers', () => {
  expect(topicsOf(post())).toEqual(['Maps', 'sea'])
  expect(topicsOf(post({ steering: { topics: ['bread', 'sea'] } }))).toEqual(['Maps', 'sea', 'bread'])
})

test('a higher priority goes first, then the newest; a lower one last', () => {
  const at = (id: string, hours: number, priority?: number) => ({
    post: post({
      id,
      publishedAt: { instant: NOW.subtract({ hours }), offset: '+00:00' },
      ...(priority && { steering: { priority } }),
    }),
    newAt: NOW,
  })
  const candidates = [at('old', 9), at('last', 1, -1), at('new', 2), at('first', 20, 5), at('second', 10, 5)]
  const ids = selectedPosts(candidates, all).map(({ post: { id } }) => id)
  expect(ids).toEqual(['second', 'first', 'new', 'old', 'last'])
})

test('property: a newsletter takes live posts only, newest first, each once', () => {
  const posts = fc.record({
    id: fc.uuid(),
    status: fc.constantFrom('live' as const, 'draft' as const, 'expired' as const),
    hours: fc.nat(100),
  })
  fc.assert(
    fc.property(fc.uniqueArray(posts, { selector: ({ id }) => id, maxLength: 80 }), (rows) => {
      const candidates = rows.map(({ id, status, hours }) => ({
        post: post({ id, status, publishedAt: { instant: NOW.subtract({ hours }), offset: '+00:00' } }),
        newAt: NOW,
      }))
      const chosen = selectedPosts(candidates, all).map((candidate) => candidate.post)
      const live = rows.filter(({ status }) => status === 'live').length
      expect(chosen).toHaveLength(live)
      expect(chosen.every(({ status }) => status === 'live')).toBe(true)
      const times = chosen.map(({ publishedAt }) => publishedAt.instant.epochMilliseconds)
      expect(times).toEqual([...times].sort((a, b) => b - a))
    }),
  )
})
