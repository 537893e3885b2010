import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { FolderWatch } from '../../src/sources/watch-folders.ts'
import { aFolder } from './a-folder.ts'

function watching(files: Record<string, string>, without: string[] = []) {
  const dir = aFolder(files)
  let count = 0
  const watch = new FolderWatch({
    folders: () => [dir],
    without: () => without.map((name) => join(dir, name)),
    changed: () => count++,
  })
  onTestFinished(() => watch.close())
  return { dir, times: () => count }
}

test('tells of files that are written, come, are put in the place of others, and go; also in folders that are new', async () => {
  const { dir, times } = watching({ 'content/a.md': 'a' })
  const steps = [
    () => writeFileSync(join(dir, 'content/a.md'), 'other'),
    () => writeFileSync(join(dir, 'content/b.md'), 'b'),
    () => {
      writeFileSync(join(dir, 'content/a.md~'), 'third')
      renameSync(join(dir, 'content/a.md~'), join(dir, 'content/a.md'))
    },
    () => {
      mkdirSync(join(dir, 'content/posts/deep'), { recursive: true })
      writeFileSync(join(dir, 'content/posts/deep/c.md'), 'c')
    },
    () => writeFileSync(join(dir, 'content/posts/deep/c.md'), 'other'),
    () => rmSync(join(dir, 'content/b.md')),
  ]
  for (const step of steps) {
    const before = times()
    step()
    await expect.poll(times, { timeout: 8_000, interval: 20 }).toBeGreaterThan(before)
    await sleep(200)
  }
})

test('says nothing of what is left alone, and of files that stay as they are', async () => {
  const { dir, times } = watching({ 'content/a.md': 'a', 'dist/x': '', '.git/HEAD': '', 'node_modules/y/z.js': '' }, [
    'dist',
  ])
  for (const name of ['dist/x', '.git/HEAD', 'node_modules/y/z.js']) writeFileSync(join(dir, name), 'other')
  await sleep(500)
  expect(times()).toBe(0)
})

test('of a folder that is not there, nothing, until it comes', () => {
  const watch = new FolderWatch({ folders: () => ['/nowhere/at/all'], without: () => [], changed: () => {} })
  watch.close()
})
