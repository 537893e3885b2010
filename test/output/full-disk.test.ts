import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { putInPlace } from '../../src/output/put-in-place.ts'

/** A disk that has room for ten more bytes. */
vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs/promises')>()
  const open: typeof real.open = async (path, flags, mode) => {
    const file = await real.open(path, flags, mode)
    file.writeFile = async (bytes) => {
      await file.write((bytes as Buffer).subarray(0, 10))
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    }
    return file
  }
  return { ...real, open }
})

test('a full disk leaves the old file whole and nothing else, and says what to do', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'broadsheet-full-'))
  const path = join(folder, 'feed.xml')
  await writeFile(path, 'old')
  await expect(putInPlace(path, 'a new one of more than ten bytes')).rejects.toThrow(
    `${path}: The disk or the quota has no room for the file. Make room and run it again; the file that was there is untouched.`,
  )
  expect(await readdir(folder)).toEqual(['feed.xml'])
  expect(await readFile(path, 'utf8')).toBe('old')
  await rm(folder, { recursive: true })
})
