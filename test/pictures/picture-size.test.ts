import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pictureSize } from '../../src/pictures/picture-size.ts'

const dir = mkdtempSync(join(tmpdir(), 'picture-size-'))

test.each(['png', 'jpeg', 'gif', 'webp', 'avif'] as const)('%s', async (format) => {
  const file = join(dir, `a.${format}`)
  await sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } })
    .toFormat(format)
    .toFile(file)
  expect(await pictureSize(file)).toEqual({ width: 30, height: 20 })
})

test('a photo is measured as it is shown, turned by its EXIF', async () => {
  const file = join(dir, 'turned.jpg')
  const photo = sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } }).jpeg()
  await photo.withMetadata({ orientation: 6 }).toFile(file)
  expect(await pictureSize(file)).toEqual({ width: 20, height: 30 })
})

test('what is no picture, or not there, has no size', async () => {
  writeFileSync(join(dir, 'a.txt'), 'GIF89a and more')
  expect(await pictureSize(join(dir, 'a.txt'))).toBeUndefined()
  expect(await pictureSize(join(dir, 'nowhere.png'))).toBeUndefined()
})
