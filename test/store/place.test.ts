import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { Place } from '../../src/store/place.ts'
import { aFolder } from '../sources/a-folder.ts'

const at = Temporal.Instant.from('2026-11-23T09:00:00Z')

test('a place keeps its name, and what it has seen of each database', () => {
  const folder = join(aFolder({}), 'data')
  new Place(folder, 'one').see(at.epochMilliseconds, 'elsewhere')
  new Place(folder, 'one').see(at.epochMilliseconds - 1, 'before')
  const { id, seen } = new Place(folder, 'one').here()
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  expect(seen).toEqual({ at, by: 'elsewhere' })
  expect(new Place(folder, 'two').here()).toEqual({ id })
  expect(statSync(join(folder, 'place')).mode & 0o777).toBe(0o600)
})

test('a folder that is copied is another place, which has seen the same', () => {
  const folder = aFolder({})
  const copy = join(aFolder({}), 'copy')
  new Place(folder, 'one').see(at.epochMilliseconds, 'elsewhere')
  const { id } = new Place(folder, 'one').here()
  cpSync(folder, copy, { recursive: true })
  const there = new Place(copy, 'one').here()
  expect(there.id).not.toBe(id)
  expect(there.seen).toEqual({ at, by: 'elsewhere' })
  expect(new Place(copy, 'one').here()).toEqual(there)
  expect(new Place(folder, 'one').here().id).toBe(id)
})

test.each(['', '{"id":"a', 'null', '[]', '{"id":1,"inode":2,"seen":3}'])(
  'what a power cut left is begun anew: %s',
  (text) => {
    const folder = aFolder({})
    writeFileSync(join(folder, 'place'), text)
    const { id } = new Place(folder, 'one').here()
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect(JSON.parse(readFileSync(join(folder, 'place'), 'utf8')).id).toBe(id)
  },
)

test('where it cannot be kept the place has no name, and nothing breaks', () => {
  const folder = join(aFolder({ file: 'no folder' }), 'file')
  new Place(folder, 'one').see(at.epochMilliseconds, 'elsewhere')
  expect(new Place(folder, 'one').here()).toEqual({ id: '' })
})
