import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { compareWithHugo, readHugoList } from '../../../../src/posts/dialects/hugo/hugo-list.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const NEVER = '0001-01-01T00:00:00Z'
const HEAD = 'path,slug,title,date,expiryDate,publishDate,draft,permalink'
const row = (path: string, { draft = false, publish = '2026-01-01T00:00:00Z', expiry = NEVER } = {}) =>
  `${path},,"A ""title"", and more",2026-01-01T00:00:00Z,${expiry},${publish},${draft},https://site.example/a/`
const builds = { buildDrafts: false, buildFuture: false, buildExpired: false }

function compared(rows: string[], posts: [path: string, status: 'live' | 'draft'][], how = builds): string[] {
  const listed = readHugoList([HEAD, ...rows, ''].join('\n')) ?? expect.fail('no list')
  const placed = posts.map(([path, status]) => ({ post: { file: path, status }, path }))
  return compareWithHugo(listed, { posts: placed, builds: how, now }).map(
    ({ severity, file, message }) => `${severity} ${file ?? ''} ${message}`,
  )
}

it('is silent where both have the same', () => {
  expect(
    compared(
      [row('content/a.md'), row('content/b.md', { draft: true })],
      [
        ['content/a.md', 'live'],
        ['content/b.md', 'draft'],
      ],
    ),
  ).toEqual([])
})

it.each([
  ['which Hugo does not list', []],
  ['a draft', [row('content/a.md', { draft: true })]],
  ['still to come', [row('content/a.md', { publish: '2990-01-01T00:00:00Z' })]],
  ['expired', [row('content/a.md', { expiry: '2020-01-01T00:00:00+02:00' })]],
])('an error is a live post %s', (_, rows) => {
  expect(compared(rows, [['content/a.md', 'live']])).toEqual([
    'error content/a.md The post is live here, and Hugo does not publish it.',
  ])
})

it('follows what the site builds besides', () => {
  const rows = [row('content/a.md', { draft: true })]
  expect(compared(rows, [['content/a.md', 'live']], { ...builds, buildDrafts: true })).toEqual([])
})

it('names the first of those that Hugo shows and we hold back, whatever their spelling', () => {
  const names = ['a', 'b', 'c', 'caf\u00e9']
  const rows = [...names.slice(0, 3), 'cafe\u0301'].map((name) => row(`content/${name}.md`))
  expect(
    compared(
      rows,
      names.map((name) => [`content/${name}.md`, 'draft']),
    ),
  ).toEqual([
    'warning  Hugo shows 4 posts that are held back here: content/a.md (draft), content/b.md (draft), content/c.md (draft) and 1 more.',
  ])
})

it('reads the columns by name, behind what Hugo says before, and no other text', () => {
  const text = `WARN something\npath,kind,draft,publishDate,expiryDate\ncontent/a.md,page,true,${NEVER},${NEVER}\n`
  expect(readHugoList(text)).toEqual([
    { path: 'content/a.md', isDraft: true, publishDate: undefined, expiryDate: undefined },
  ])
  expect(readHugoList('Total in 3 ms')).toBeUndefined()
})
