import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findConversion, rememberConversion } from '../../src/pictures/conversion-record.ts'
import { isStored, storePicture } from '../../src/pictures/store-picture.ts'

const BYTES = Buffer.from('the bytes of a picture')
const SOURCE = Buffer.from('what it was made of')

function aDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'broadsheet-keep-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  return dir
}

test.each([
  ['cut', (path: string) => truncateSync(path, 4)],
  ['empty', (path: string) => truncateSync(path, 0)],
  ['of other bytes', (path: string) => writeFileSync(path, 'x'.repeat(BYTES.length))],
  ['gone', (path: string) => rmSync(path)],
])('a kept picture that is %s is no longer used, and is written anew', async (_, spoil) => {
  const dir = aDir()
  const { name } = await storePicture(dir, BYTES, 'image/png')
  const record = { name, width: 1, height: 1 }
  await rememberConversion(dir, SOURCE, record)
  expect(await findConversion(dir, SOURCE)).toEqual(record)
  spoil(join(dir, name))
  expect([await isStored(dir, name), await findConversion(dir, SOURCE)]).toEqual([false, undefined])
  await storePicture(dir, BYTES, 'image/png')
  expect(readFileSync(join(dir, name))).toEqual(BYTES)
  expect(await findConversion(dir, SOURCE)).toEqual(record)
  expect(readdirSync(dir)).toEqual([name, 'made-from'].sort())
})

test('a record that was cut is written anew', async () => {
  const dir = aDir()
  const { name } = await storePicture(dir, BYTES, 'image/png')
  const record = { name, width: 1, height: 1 }
  await rememberConversion(dir, SOURCE, record)
  const [file = ''] = readdirSync(join(dir, 'made-from'))
  truncateSync(join(dir, 'made-from', file), 5)
  expect(await findConversion(dir, SOURCE)).toBeUndefined()
  await rememberConversion(dir, SOURCE, record)
  expect(await findConversion(dir, SOURCE)).toEqual(record)
})
