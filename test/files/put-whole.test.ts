import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { putWhole } from '../../src/files/put-whole.ts'
import { aFolder } from '../sources/a-folder.ts'

test('a file takes the place of the one before, and nothing else is left', async () => {
  const dir = aFolder({ 'feed.xml': 'before' })
  await putWhole(join(dir, 'feed.xml'), 'after')
  expect(readdirSync(dir)).toEqual(['feed.xml'])
  expect(readFileSync(join(dir, 'feed.xml'), 'utf8')).toBe('after')
})

test('one that cannot be put in its place leaves nothing behind', async () => {
  const dir = aFolder({})
  mkdirSync(join(dir, 'feed.xml/within'), { recursive: true })
  await expect(putWhole(join(dir, 'feed.xml'), 'after')).rejects.toThrow()
  expect(readdirSync(dir)).toEqual(['feed.xml'])
})

test('its readers are its owner alone, where that is asked for', async () => {
  const dir = aFolder({})
  await putWhole(join(dir, 'mail.eml'), 'after', { mode: 0o600, isFlushed: false })
  expect(statSync(join(dir, 'mail.eml')).mode & 0o777).toBe(0o600)
})
