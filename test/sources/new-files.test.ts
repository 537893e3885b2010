import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BroadsheetError } from '../../src/config/problem.ts'
import { ignoreInGit, writeNewFile } from '../../src/sources/new-files.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broadsheet-'))
})
afterEach(() => rm(dir, { recursive: true }))

it('writeNewFile never writes over a file', async () => {
  const file = join(dir, 'broadsheet.toml')
  expect(await writeNewFile(file, 'first')).toBe(true)
  expect(await writeNewFile(file, 'second')).toBe(false)
  expect(await readFile(file, 'utf8')).toBe('first')
  await expect(writeNewFile(join(file, 'below'), 'x')).rejects.toThrow(BroadsheetError)
})

describe('ignoreInGit', () => {
  const lines = ['.env', 'data/', 'dist/']

  it('adds what is missing, however the rest is written', async () => {
    await writeFile(join(dir, '.gitignore'), '/public\n/data')
    expect(await ignoreInGit(dir, lines)).toEqual(['.env', 'dist/'])
    expect(await ignored()).toBe('/public\n/data\n.env\ndist/\n')
    expect(await ignoreInGit(dir, lines)).toEqual([])
  })

  it('makes one in a repository, and nowhere else', async () => {
    expect(await ignoreInGit(dir, lines)).toEqual([])
    await mkdir(join(dir, '.git'))
    expect(await ignoreInGit(dir, lines)).toEqual(lines)
    expect(await ignored()).toBe('.env\ndata/\ndist/\n')
  })
})

function ignored(): Promise<string> {
  return readFile(join(dir, '.gitignore'), 'utf8')
}
