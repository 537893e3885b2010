import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { openCache } from '../../src/cache/open-cache.ts'
import { aFolder } from '../sources/a-folder.ts'

const texts = (count: number) =>
  new Map(Array.from({ length: count }, (_, i) => [`name ${i}`, `text ${i} `.repeat(99)]))

function filled(dir: string, program = 'one') {
  const cache = openCache(dir, program)
  cache.namespace('pages').put(texts(100))
  cache.close()
}

test('what one run puts there, the next finds; each shelf has its own', () => {
  const dir = aFolder({})
  const first = openCache(dir, 'one')
  first.namespace('pages').put(
    new Map([
      ['a', 'A'],
      ['b', 'B\0\u{1F600}'],
    ]),
  )
  first.namespace('renderedEntries').put(new Map([['a', 'other']]))
  first.namespace('pages').drop(['a'])
  first.close()
  const next = openCache(dir, 'one')
  expect(next.namespace('pages').all()).toEqual(new Map([['b', 'B\0\u{1F600}']]))
  expect(next.namespace('pages').get('a')).toBeUndefined()
  expect(next.namespace('renderedEntries').get('a')).toBe('other')
  next.clear()
  expect(next.namespace('renderedEntries').all().size).toBe(0)
  next.namespace('pages').put(new Map([['a', 'again']]))
  expect(next.namespace('pages').get('a')).toBe('again')
})

test('it is for its owner alone, also one that an older version made for all', () => {
  const dir = join(aFolder({}), 'not/yet')
  filled(dir)
  chmodSync(join(dir, 'cache.db'), 0o644)
  const cache = openCache(dir, 'one')
  cache.namespace('pages').put(texts(1))
  for (const name of ['.', ...readdirSync(dir)])
    expect([name, statSync(join(dir, name)).mode & 0o077]).toEqual([name, 0])
  expect(readdirSync(dir)).toContain('cache.db-wal')
  expect(statSync(join(dir, '..')).mode & 0o055).toBe(0o055)
  cache.close()
})

test("another program's texts are forgotten", () => {
  const dir = aFolder({})
  filled(dir)
  expect(openCache(dir, 'two').namespace('pages').all().size).toBe(0)
  expect(openCache(dir, 'one').namespace('pages').all().size).toBe(0)
})

test('a program that is being replaced may go on: the next does not take its texts', () => {
  const dir = aFolder({})
  const old = openCache(dir, 'one')
  const young = openCache(dir, 'two')
  old.namespace('pages').put(texts(1))
  expect(young.namespace('pages').all().size).toBe(0)
  expect(old.namespace('pages').all()).toEqual(texts(1))
})

test.each([
  ['no SQLite file', (file: string) => writeFileSync(file, 'nonsense '.repeat(2_000))],
  ['an empty one', (file: string) => truncateSync(file, 0)],
  ['one cut short', (file: string) => truncateSync(file, 40_000)],
  ['a header and noise', (file: string) => writeFileSync(file, noise(readFileSync(file), 100))],
  ['noise in its middle', (file: string) => writeFileSync(file, noise(readFileSync(file), 20_000))],
])('%s holds what is whole, and takes new texts', (_, harm) => {
  const dir = aFolder({})
  filled(dir)
  harm(join(dir, 'cache.db'))
  const namespace = openCache(dir, 'one').namespace('pages')
  for (const [name, text] of namespace.all()) expect(text).toBe(texts(100).get(name))
  for (const name of texts(100).keys()) expect([undefined, texts(100).get(name)]).toContain(namespace.get(name))
  namespace.put(texts(100))
  namespace.put(texts(100))
  expect(namespace.all()).toEqual(texts(100))
})

test('a text that was changed behind its back is not there', () => {
  const dir = aFolder({})
  filled(dir)
  const db = new Database(join(dir, 'cache.db'))
  db.exec("update texts set text = 'altered' where name = 'name 7'")
  db.close()
  const namespace = openCache(dir, 'one').namespace('pages')
  expect(namespace.get('name 7')).toBeUndefined()
  expect(namespace.all().size).toBe(99)
})

test('where no file can be, nothing is kept and nothing fails', () => {
  const dir = aFolder({ taken: 'a file' })
  mkdirSync(join(dir, 'held/cache.db'), { recursive: true })
  for (const at of ['taken', 'held']) {
    const cache = openCache(join(dir, at), 'one')
    cache.namespace('pages').put(texts(1))
    expect(cache.namespace('pages').all().size).toBe(0)
    cache.clear()
    cache.close()
  }
})

function noise(bytes: Buffer, from: number): Buffer {
  return bytes.fill(0x5a, from, Math.min(bytes.length, from + 30_000))
}
