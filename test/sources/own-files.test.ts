import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { openSite } from '../../src/sources/content-folder.ts'
import { ownFiles } from '../../src/sources/own-files.ts'
import { walkFolder } from '../../src/sources/walk-folder.ts'
import { aFolder, configIn } from './a-folder.ts'

it('a site whose folder holds the database has everything in it but the database and the cache', async () => {
  const dir = aFolder({
    'posts/a.md': '---\ntitle: A\ndate: 2026-01-01\n---\n![x](/data.db)\n',
    'data.db': 'SQLite format 3',
    'data.db-wal': '',
    'data.db-shm': '',
    'data.db.md': '---\ntitle: About data\ndate: 2026-01-01\n---\nText\n',
    'cache/cache.db': '',
    'cached.txt': '',
  })
  symlinkSync('data.db', join(dir, 'cat.png'))
  const config = configIn(dir, { source: dir, static: [dir] })
  const { files } = await walkFolder(dir, dir, ownFiles(config))
  expect(files.map(({ path }) => path)).toEqual(['cached.txt', 'data.db.md', 'posts/a.md'])
  const { posts, problems } = await openSite(config, Temporal.Instant.from('2026-06-01T00:00:00Z'))
  expect(problems).toEqual([])
  expect(posts.map(({ title }) => title).sort()).toEqual(['A', 'About data'])
})
