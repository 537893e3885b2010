import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BroadsheetError } from '../../src/config/problem.ts'
import { putInPlace } from '../../src/output/put-in-place.ts'
import { asNobody } from '../as-nobody.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broadsheet-output-'))
  path = join(folder, 'feed.xml')
})

afterEach(() => rm(folder, { recursive: true }))

async function problemOf(promise: Promise<unknown>): Promise<{ code: string; message: string; file?: string }> {
  const error = await promise.catch((error) => error)
  if (!(error instanceof BroadsheetError) || !error.problems[0]) throw error
  return error.problems[0]
}

test('a file is written, and the folders it needs are made', async () => {
  const deep = join(folder, 'tags/紙/feed.xml')
  expect(await putInPlace(deep, 'ink & 紙')).toBe('written')
  expect(await readFile(deep, 'utf8')).toBe('ink & 紙')
})

test('another content takes its place, and no temporary file is left', async () => {
  await putInPlace(path, 'old')
  expect(await putInPlace(path, new Uint8Array([110, 101, 119]))).toBe('written')
  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['feed.xml'])
})

test('the same content is left alone, with its modification time', async () => {
  await putInPlace(path, 'same')
  await utimes(path, 1_000_000_000, 1_000_000_000)
  expect(await putInPlace(path, 'same')).toBe('unchanged')
  expect((await stat(path)).mtimeMs).toBe(1_000_000_000_000)
})

test('someone who reads meanwhile sees one whole version or the other', async () => {
  const versions = ['a', 'b'].map((letter) => letter.repeat(300_000))
  await putInPlace(path, versions[0] as string)
  let done = false
  const writing = (async () => {
    for (let round = 0; round < 30; round++) await putInPlace(path, versions[round % 2] as string)
    done = true
  })()
  while (!done) expect(versions.includes(await readFile(path, 'utf8'))).toBe(true)
  await writing
})

test('where a folder lies in the way, it says so and leaves all as it was', async () => {
  await mkdir(path)
  expect(await problemOf(putInPlace(path, 'new'))).toMatchObject({
    code: 'output.unwritable',
    message: 'The file is a folder where a file must go.',
    file: path,
  })
  expect(await readdir(folder)).toEqual(['feed.xml'])
})

test('where a file lies in the way of a folder, it says so', async () => {
  await writeFile(path, 'a file')
  expect(await problemOf(putInPlace(join(path, 'tags/feed.xml'), 'new'))).toMatchObject({
    code: 'output.unwritable',
    message: 'The file lies below something that is not a folder.',
  })
})

test('an unwritable folder is told', async () => {
  await putInPlace(path, 'old')
  await chmod(folder, 0o555)
  const problem = await asNobody(() => problemOf(putInPlace(path, 'new')))
  await chmod(folder, 0o755)
  expect(problem).toMatchObject({ code: 'output.unwritable', message: 'The file may not be written.' })
  expect(await readFile(path, 'utf8')).toBe('old')
})
