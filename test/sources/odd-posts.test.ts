import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { openSite } from '../../src/sources/content-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

const now = Temporal.Instant.from('2026-06-01T00:00:00Z')
const BOM = '\u{FEFF}'

/** What real sites have seldom, and some day: each is read, and the others beside it. */
const POSTS: Record<string, string> = {
  'future.md': '---\ntitle: To come\ndate: 2026-06-01T08:00:01+08:00\n---\nText',
  'json.md': '{\n  "title": "In JSON {}",\n  "date": "2026-01-02",\n  "tags": ["a", "b"]\n}\n\nText',
  'number.md': '---\ntitle: 2026\ndate: 2026-01-03\n---\nText',
  'truth.md': '---\ntitle: true\ndate: 2026-01-04\n---\nText',
  'day.md': '+++\ntitle = 2026-01-05\ndate = 2026-01-05\n+++\nText',
  'list.md': '---\ntitle: [a, list]\ndate: 2026-01-06\n---\nText',
  'map.md': '---\ntitle: {a: map}\ndate: 2026-01-07\n---\nText',
  'nothing.md': '---\ntitle:\ndate: 2026-01-08\n---\nText',
  'bom.md': `${BOM}---\ntitle: One mark\ndate: 2026-01-09\n---\nText`,
  'boms.md': `${BOM}${BOM}+++\ntitle = "Two marks"\ndate = 2026-01-10\n+++\nText`,
  'crlf.md': '---\r\ntitle: From Windows\r\ndate: 2026-01-11\r\n---\r\n\r\nText\r\n',
  'crlf.json.md': '{\r\n"title": "Both",\r\n"date": "2026-01-12"\r\n}\r\nText\r\n',
}

test('posts as nobody expects them', async () => {
  const dir = aFolder(Object.fromEntries(Object.entries(POSTS).map(([name, text]) => [`content/posts/${name}`, text])))
  const site = await openSite(configIn(dir), now)
  const titles = site.posts.map(({ path, title, status }) => `${path.slice('posts/'.length)}: ${title} (${status})`)
  expect(titles.toSorted()).toEqual([
    'bom.md: One mark (live)',
    'boms.md: Two marks (live)',
    'crlf.json.md: Both (live)',
    'crlf.md: From Windows (live)',
    'day.md: 2026-01-05 (live)',
    'future.md: To come (future)',
    'json.md: In JSON {} (live)',
    'list.md: list (live)',
    'map.md: map (live)',
    'nothing.md: nothing (live)',
    'number.md: 2026 (live)',
    'truth.md: true (live)',
  ])
  // Told, since the author meant something by it.
  expect(site.problems.map(({ code, file }) => `${code} ${file}`).toSorted()).toEqual(
    ['list', 'map', 'nothing'].map((name) => `post.no-title content/posts/${name}.md`),
  )
  for (const post of site.posts) {
    const { body, problems } = await site.body(post)
    expect([JSON.stringify(body?.tree).includes('"Text"'), problems], post.path).toEqual([true, []])
  }
})

test('a post that is to come is live when its moment is there, wherever the machine is', async () => {
  const dir = aFolder({ 'content/future.md': POSTS['future.md'] ?? '' })
  const statusAt = async (moment: string) =>
    (await openSite(configIn(dir), Temporal.Instant.from(moment))).posts[0]?.status
  expect(await statusAt('2026-06-01T00:00:00Z')).toBe('future')
  expect(await statusAt('2026-06-01T00:00:01Z')).toBe('live')
})
