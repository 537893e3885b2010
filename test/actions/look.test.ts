import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeBaselines } from '../../src/actions/look.ts'
import { Publication } from '../integration/a-publication.ts'
import { startMailLog } from '../integration/mail-log.ts'
import { enter, on, openNewsroom } from './newsroom.ts'

test('the first look at a newsletter counts all that is live as sent, and says so once', async () => {
  const publication = new Publication({ smtpPort: 25 })
  publication.post('lamps')
  const { actions } = await enter(publication, await startMailLog(), on('MON', '08:00'))
  expect(describeBaselines(await actions.look())).toEqual([
    'weekly is new: what is live now counts as already sent (1). Move that line with: broadsheet adopt --before DATE.',
  ])
  expect(describeBaselines(await actions.look())).toEqual([])
  expect((await actions.plan({})).posts).toEqual([])
})

test('a post is fresh once, whatever its date', async () => {
  const { actions, publication } = await openNewsroom()
  publication.post('lamps', { date: '2009-01-01' })
  expect((await actions.look()).freshCount).toBe(1)
  expect((await actions.look()).freshCount).toBe(0)
})

test('a post that moved is known by another name as long as something tells it', async () => {
  const { actions, publication } = await openNewsroom()
  publication.write('content/posts/lamps.md', '---\ntitle: Lamps\ndate: 2026-11-20\nid: lamps\n---\n')
  const [before] = (await actions.look()).posts
  renameSync(join(publication.dir, 'content/posts/lamps.md'), join(publication.dir, 'content/posts/lights.md'))
  const { posts, freshCount } = await actions.look()
  expect(freshCount).toBe(0)
  expect(posts[0]).toMatchObject({ id: before?.id, path: 'posts/lights.md' })
})

test('a content folder that cannot be read is not a site whose posts are all gone', async () => {
  const { actions, publication, store } = await openNewsroom()
  publication.post('lamps')
  await actions.look()
  rmSync(join(publication.dir, 'content'), { recursive: true })
  await expect(actions.look()).rejects.toThrow('cannot be read')
  expect(await store.posts.seen()).toEqual([expect.objectContaining({ path: 'posts/lamps.md', live: true })])
})
