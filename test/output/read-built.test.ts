import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { BuiltDocument } from '../../src/feeds/built-document.ts'
import { putPrecompressed } from '../../src/output/put-precompressed.ts'
import { readBuilt } from '../../src/output/read-built.ts'
import { aFolder } from '../sources/a-folder.ts'

async function read(path: string, stamp?: string): Promise<BuiltDocument> {
  const built = await readBuilt(path, stamp)
  if (!built || built === 'unchanged') throw new Error(`it is ${built}`)
  return built
}

test('a file comes with its neighbours; as long as nothing changed it is not read again', async () => {
  const path = join(aFolder({}), 'feed.xml')
  await putPrecompressed(path, '<rss/>')
  const built = await read(path)
  expect(built.bytes.toString()).toBe('<rss/>')
  expect(gunzipSync(built.gzip ?? '').toString()).toBe('<rss/>')
  expect(built.br).toBeDefined()
  expect(await readBuilt(path, built.stamp)).toBe('unchanged')
  await putPrecompressed(path, '<rss/>')
  expect(await readBuilt(path, built.stamp)).toBe('unchanged')
})

test('another of the same size and time is another', async () => {
  const dir = aFolder({ 'feed.xml': '<one/>', 'new.xml': '<two/>' })
  const path = join(dir, 'feed.xml')
  for (const name of ['feed.xml', 'new.xml']) utimesSync(join(dir, name), 1_000, 1_000)
  const { stamp } = await read(path)
  renameSync(join(dir, 'new.xml'), path)
  expect((await read(path, stamp)).bytes.toString()).toBe('<two/>')
})

test('a neighbour that says something else, or is damaged, counts for nothing; once it is right it does', async () => {
  const path = join(aFolder({}), 'feed.xml')
  await putPrecompressed(path, '<old/>')
  writeFileSync(path, '<new/>')
  writeFileSync(`${path}.br`, 'no Brotli')
  const { stamp, gzip, br } = await read(path)
  expect({ gzip, br }).toEqual({})
  await putPrecompressed(path, '<new/>')
  expect((await read(path, stamp)).gzip).toBeDefined()
})

test('what is not there is undefined', async () => {
  const dir = aFolder({ 'feed.xml': 'x' })
  expect(await readBuilt(join(dir, 'atom.xml'))).toBeUndefined()
  expect(await readBuilt(join(dir, 'feed.xml/feed.xml'))).toBeUndefined()
  const { stamp } = await read(join(dir, 'feed.xml'))
  rmSync(join(dir, 'feed.xml'))
  expect(await readBuilt(join(dir, 'feed.xml'), stamp)).toBeUndefined()
  mkdirSync(join(dir, 'feed.xml'))
  expect(await readBuilt(join(dir, 'feed.xml'))).toBeUndefined()
  expect(await readBuilt(join(dir, 'a'.repeat(300), 'feed.xml'))).toBeUndefined()
  expect(await readBuilt(join(dir, 'a/'.repeat(3000), 'feed.xml'))).toBeUndefined()
})
