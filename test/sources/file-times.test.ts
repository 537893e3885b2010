import { execFileSync } from 'node:child_process'
import { utimesSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { fileTimes } from '../../src/sources/file-times.ts'
import { aFolder } from './a-folder.ts'

const hasGit = (() => {
  try {
    return execFileSync('git', ['--version']).length > 0
  } catch {
    return false
  }
})()

const gitIn =
  (dir: string) =>
  (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Mei', '-c', 'user.email=mei@lantern.example', ...args], { cwd: dir })

const times = async (root: string, asked: Partial<Parameters<typeof fileTimes>[1]>, path: string) => {
  const timesOf = await fileTimes(root, { committed: false, modified: false, ...asked })
  const { committed, modified } = await timesOf(path, { path, absolute: join(root, path) })
  return {
    committed: committed && `${committed.instant} ${committed.offset}`,
    modified: modified && `${modified.instant}`,
  }
}
const GIT = { committed: true, modified: false }
const none = { committed: undefined, modified: undefined }

it.skipIf(!hasGit)('the last commit that names a file, by its author’s clock (skipped without git)', async () => {
  const dir = aFolder({ 'site/content/a.md': '1', 'site/content/世界.md': '1' })
  const [git, root] = [gitIn(dir), join(dir, 'site')]
  git('init', '-q')
  git('add', '.')
  git('commit', '-q', '-m', 'First', '--date', '2025-01-01T09:00:00+08:00')
  writeFileSync(join(root, 'content/a.md'), '2')
  git('commit', '-q', '-a', '-m', 'Second', '--date', '2025-02-01T00:00:00Z')
  expect(await times(root, GIT, 'content/a.md')).toEqual({ ...none, committed: '2025-02-01T00:00:00Z +00:00' })
  expect(await times(root, GIT, 'content/世界.md')).toEqual({ ...none, committed: '2025-01-01T01:00:00Z +08:00' })
  expect(await times(root, GIT, 'content/new.md')).toEqual(none)
  expect(await times(root, {}, 'content/a.md')).toEqual(none)

  git('clone', '-q', '--depth', '1', `file://${dir}`, join(dir, 'shallow'))
  expect(await times(join(dir, 'shallow/site'), GIT, 'content/a.md')).toEqual(none)
})

it.skipIf(!hasGit)('a folder beside the site counts in the same repository (skipped without git)', async () => {
  const dir = aFolder({ 'site/content/a.md': '1', 'vault/deep/b.md': '1' })
  const elsewhere = aFolder({ 'c.md': '1' })
  for (const each of [dir, elsewhere]) {
    gitIn(each)('init', '-q')
    gitIn(each)('add', '.')
    gitIn(each)('commit', '-q', '-m', 'First', '--date', '2025-01-01T09:00:00+08:00')
  }
  const root = join(dir, 'site')
  const timesOf = await fileTimes(root, GIT, ['content', '../vault', relative(root, elsewhere)])
  const dated = async (path: string) =>
    (await timesOf(path, { path, absolute: join(root, path) })).committed?.instant.toString()
  expect(await dated('content/a.md')).toBe('2025-01-01T01:00:00Z')
  expect(await dated('../vault/deep/b.md')).toBe('2025-01-01T01:00:00Z')
  expect(await dated(relative(root, join(elsewhere, 'c.md')))).toBeUndefined()
})

it('no repository: no date', async () => {
  expect(await times(aFolder({ 'a.md': '' }), GIT, 'a.md')).toEqual(none)
})

it('the time of the file, only where the site asks for it', async () => {
  const dir = aFolder({ 'a.md': '' })
  utimesSync(join(dir, 'a.md'), 1_735_689_600, 1_735_689_600)
  expect(await times(dir, {}, 'a.md')).toEqual(none)
  expect(await times(dir, { modified: true }, 'a.md')).toEqual({
    ...none,
    modified: '2025-01-01T00:00:00Z',
  })
})
