import { symlinkSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { namesBelow } from '../../src/sources/names-below.ts'
import { aFolder } from './a-folder.ts'

it('lists what readdir does: folders too, dot files, and what links lead to', async () => {
  const dir = aFolder({ 'a/b/c.html': '', 'a/.d': '', 'e.css': '', 'f/g.js': '' })
  const beside = aFolder({ 'h/i.svg': '' })
  symlinkSync(beside, join(dir, 'a/link'))
  symlinkSync(join(beside, 'h/i.svg'), join(dir, 'f/i.svg'))
  symlinkSync(join(dir, 'gone'), join(dir, 'nowhere'))
  const names = await namesBelow(dir)
  expect(names.toSorted()).toEqual((await readdir(dir, { recursive: true })).toSorted())
  expect(names).toContain('a/link/h/i.svg')
  expect(await namesBelow(dir)).toEqual(names)
})

it('ends where a link leads back, as readdir does', async () => {
  const dir = aFolder({ 'a/b.html': '' })
  symlinkSync(dir, join(dir, 'a/back'))
  expect((await namesBelow(dir)).toSorted()).toEqual((await readdir(dir, { recursive: true })).toSorted())
})

it.each(['gone', 'file'])('a folder that is %s holds nothing', async (name) => {
  expect(await namesBelow(join(aFolder({ file: '' }), name))).toEqual([])
})
