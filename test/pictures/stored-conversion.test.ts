import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { rememberRefusal } from '../../src/pictures/conversion-record.ts'
import { type Conversion, unreadable } from '../../src/pictures/convert.ts'
import { tryMailPictures } from '../../src/pictures/mail-pictures.ts'
import { storedConversion } from '../../src/pictures/stored-conversion.ts'
import { aFolder } from '../sources/a-folder.ts'

const SOURCE = Buffer.from('<svg/>')
const WHY = 'drawing it takes longer than 20 s'

/** A conversion that gives up, and how often it was asked. */
function aConversion(problem = unreadable('a.svg', WHY), overLimit: string | undefined = WHY) {
  const asked: string[] = []
  const convert = async (_: Uint8Array, file: string): Promise<Conversion> => {
    asked.push(file)
    return { problem, ...(overLimit && { overLimit }) }
  }
  return { asked, convert }
}

test('what took too long is not tried again, under another name either, and told with the name of its file', async () => {
  const dir = aFolder({})
  const { asked, convert } = aConversion()
  const first = await storedConversion(SOURCE, 'a.svg', dir, convert)
  expect(first).toEqual({ problem: unreadable('a.svg', WHY) })
  expect(await storedConversion(SOURCE, 'a.svg', dir, convert)).toEqual(first)
  expect(await storedConversion(SOURCE, 'b.svg', dir, convert)).toEqual({ problem: unreadable('b.svg', WHY) })
  expect(asked).toEqual(['a.svg'])
})

test('a file that was changed is tried, and so is one that was given up a week ago', async () => {
  const dir = aFolder({})
  const { asked, convert } = aConversion()
  await storedConversion(SOURCE, 'a.svg', dir, convert)
  await storedConversion(Buffer.from('<svg />'), 'changed.svg', dir, convert)
  for (const name of readdirSync(join(dir, 'made-from'))) {
    const weekAgo = new Date(Date.now() - 8 * 86_400_000)
    utimesSync(join(dir, 'made-from', name), weekAgo, weekAgo)
  }
  await storedConversion(SOURCE, 'later.svg', dir, convert)
  expect(asked).toEqual(['a.svg', 'changed.svg', 'later.svg'])
})

test('what was found broken at once is tried each time', async () => {
  const dir = aFolder({})
  const { asked, convert } = aConversion(unreadable('a.svg', 'it is no SVG'), '')
  await storedConversion(SOURCE, 'a.svg', dir, convert)
  await storedConversion(SOURCE, 'a.svg', dir, convert)
  expect(asked).toHaveLength(2)
})

test('a check tells what was refused, and draws nothing', async () => {
  const folder = aFolder({ 'a.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' })
  const file = join(folder, 'a.svg')
  const needed = [{ url: 'https://site.example/a.svg', file }]
  expect((await tryMailPictures(needed, join(folder, 'kept'))).problems).toEqual([])
  await rememberRefusal(
    join(folder, 'kept'),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    WHY,
  )
  expect((await tryMailPictures(needed, join(folder, 'kept'))).problems).toEqual([unreadable(file, WHY)])
})
