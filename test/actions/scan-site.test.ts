import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { on, openNewsroom } from './newsroom.ts'

test('what is only read leaves the store as it was, however often', async () => {
  const { actions, publication, readSite, store } = await openNewsroom()
  await actions.scan()
  const before = await store.posts.seen()
  publication.post('lamps')
  for (let time = 1; time <= 2; time += 1) expect((await readSite()).record.fresh).toHaveLength(1)
  expect(await store.posts.seen()).toEqual(before)
  expect((await actions.scan()).freshCount).toBe(1)
})

test('a post is fresh once, whatever its date', async () => {
  const { actions, publication } = await openNewsroom()
  publication.post('lamps', { date: '2009-01-01' })
  expect((await actions.scan()).freshCount).toBe(1)
  expect((await actions.scan()).freshCount).toBe(0)
})

test('a post that moved is known by another name as long as something tells it', async () => {
  const { actions, publication } = await openNewsroom()
  publication.write('content/posts/lamps.md', '---\ntitle: Lamps\ndate: 2026-11-20\nid: lamps\n---\nText\n')
  const [before] = (await actions.scan()).posts
  renameSync(join(publication.dir, 'content/posts/lamps.md'), join(publication.dir, 'content/posts/lights.md'))
  const { posts, freshCount } = await actions.scan()
  expect(freshCount).toBe(0)
  expect(posts[0]).toMatchObject({ id: before?.id, path: 'posts/lights.md' })
})

test('a content folder that cannot be read is not a site whose posts are all gone', async () => {
  const { actions, publication, store } = await openNewsroom()
  publication.post('lamps')
  await actions.scan()
  rmSync(join(publication.dir, 'content'), { recursive: true })
  await expect(actions.scan()).rejects.toThrow('cannot be read')
  expect(await store.posts.seen()).toEqual([expect.objectContaining({ path: 'posts/lamps.md', live: true })])
})

test('a content folder that is emptied keeps the feeds and says so, until an operator says that it is meant', async () => {
  const { actions, publication, store } = await openNewsroom()
  await actions.build()
  publication.post('lamps')
  await actions.build()
  const feed = () => readFileSync(join(publication.dir, 'dist/site/feed.json'), 'utf8')
  const good = feed()
  rmSync(join(publication.dir, 'content/posts/lamps.md'))
  await expect(actions.build()).rejects.toMatchObject({ problems: [{ code: 'site.emptied' }] })
  await expect(actions.plan({})).rejects.toThrow('no post any more: the one post of before would be gone')
  expect(feed()).toBe(good)
  expect(await store.posts.seen()).toMatchObject([{ live: true }])
  await actions.build({ empty: true })
  expect(feed()).not.toContain('lamps')
  await actions.build()
  expect((await actions.plan({})).posts).toEqual([])
})

const LAMPS = { title: 'Lamps', date: '2026-11-20', text: 'All about lamps.' }

test.each([
  ['a rename', {}, 'posts/lights.md'],
  ['a renamed folder', {}, 'essays/2026/lamps.md'],
  ['a rename with an edit', { text: 'Rewritten.' }, 'posts/lights.md'],
  ['a rename with another title', { title: 'Lights' }, 'posts/lights.md'],
  [
    'a rename, a new title, another day and the old address',
    { title: 'Lights', date: '2026-11-21', aliases: 'posts/lamps' },
    'posts/lights.md',
  ],
])('%s keeps the entry, is no news, and holds nothing back', async (_, change, path) => {
  const { actions, publication, goTo } = await openNewsroom()
  const write = (to: string, { text, ...fields }: { text: string } & Record<string, string>) => {
    const lines = Object.entries(fields).map(([key, value]) =>
      key === 'aliases' ? `aliases: [${value}]` : `${key}: ${value}`,
    )
    publication.write(`content/${to}`, `---\n${lines.join('\n')}\n---\n${text}\n`)
  }
  const entries = () =>
    (JSON.parse(readFileSync(join(publication.dir, 'dist/site/feed.json'), 'utf8')) as { items: { id: string }[] })
      .items
  write('posts/lamps.md', LAMPS)
  write('posts/bread.md', { title: 'Bread', date: '2026-11-19', text: 'Of bread.' })
  await actions.build()
  const before = entries().map(({ id }) => id)
  goTo(on('TUE', '08:00'))
  rmSync(join(publication.dir, 'content/posts/lamps.md'))
  write(path, { ...LAMPS, ...change })
  await actions.build()
  expect(entries().map(({ id }) => id)).toEqual(before)
  const { posts } = await actions.status(undefined, { posts: true })
  expect(posts?.map(({ state }) => state)).toEqual(['nobody', 'nobody'])
})

test('a rename that nobody knew is repaired by the old address as an alias: entry and identity are those of before', async () => {
  const { actions, publication, goTo, store } = await openNewsroom()
  publication.post('bread')
  publication.write('content/posts/lamps.md', '---\ntitle: Lamps\ndate: 2026-11-20\n---\nOld.\n')
  await actions.build()
  const [id] = (await store.posts.seen()).filter(({ title }) => title === 'Lamps').map((post) => post.entryId)
  rmSync(join(publication.dir, 'content/posts/lamps.md'))
  const lights = (more: string) =>
    publication.write('content/posts/lights.md', `---\ntitle: Lights\ndate: 2026-11-21\n${more}---\nNew.\n`)
  lights('')
  goTo(on('TUE', '08:00'))
  await actions.build()
  goTo(on('WED', '08:00'))
  lights('aliases: [/posts/lamps/]\n')
  await actions.build()
  const feed = readFileSync(join(publication.dir, 'dist/site/feed.json'), 'utf8')
  const { items } = JSON.parse(feed) as { items: { id: string; title: string }[] }
  expect(items.find(({ title }) => title === 'Lights')?.id).toBe(id)
  expect((await actions.status(undefined, { posts: true })).posts).toHaveLength(2)
})
