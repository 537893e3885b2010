import { expect, test } from 'vitest'
import { matchEntries } from '../../src/feeds/match-entries.ts'
import type { ForeignEntry } from '../../src/feeds/read-feed.ts'
import { aPost } from './a-post.ts'

const POSTS = [
  aPost('ink'),
  aPost('paper', { aliases: ['/2019/old-paper/'] }),
  aPost('wax', { title: 'On  Wax' }),
  aPost('twin-a', { title: 'Twins' }),
  aPost('twin-b', { title: 'Twins' }),
  aPost('query', { url: 'https://lantern.example/?p=7' }),
]

function match(...entries: Partial<ForeignEntry>[]) {
  const filled = entries.map((entry, index) => ({ id: `urn:x:${index}`, title: '', ...entry }))
  const { matches, unmatched } = matchEntries(filled, POSTS, '/')
  return { matches: matches.map(({ post, entry }) => `${entry.id} ${post.id}`), unmatched: unmatched.length }
}

test.each<[string, Partial<ForeignEntry>, string | undefined]>([
  ['a link, at another host and without its slash', { url: 'http://old.example/ink' }, 'ink'],
  ['a link that is an alias of a post', { url: 'https://lantern.example/2019/old-paper/index.html' }, 'paper'],
  ['a link with a query', { url: 'https://lantern.example/?p=7' }, 'query'],
  ['a link with another query', { url: 'https://lantern.example/?p=8' }, undefined],
  ['an id that is the link', { id: 'https://lantern.example/ink/' }, 'ink'],
  ['a title and its day', { title: 'On wax', published: 'Mon, 5 Jan 2026 23:00:00 GMT' }, 'wax'],
  ['a title and its day in RFC 3339', { title: 'on wax ', published: '2026-01-05T00:00:00Z' }, 'wax'],
  ['a title of another day', { title: 'On wax', published: '2026-01-06T00:00:00Z' }, undefined],
  ['a title that two posts have', { title: 'Twins', published: '2026-01-05' }, undefined],
  ['nothing but a title', { title: 'On wax' }, undefined],
])('%s', (_, entry, post) => {
  const { matches } = match(entry)
  expect(matches).toEqual(post ? [expect.stringMatching(` ${post}$`)] : [])
})

test('a link wins over a title, whichever comes first, and a post is given away once', () => {
  const titled = { title: 'On Wax', published: '2026-01-05' }
  const linked = { url: 'https://lantern.example/wax/' }
  expect(match(titled, linked, linked)).toEqual({ matches: ['urn:x:1 wax'], unmatched: 2 })
})
