import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, expect, test } from 'vitest'
import { lightPictures } from '../../src/pictures/light-pictures.ts'
import { storePicture } from '../../src/pictures/store-picture.ts'

let dir: string
beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'broadsheet-')), 'kept')
})

/** A picture that hardly compresses, as a photo of leaves. */
function noise(width: number, height: number, sigma = 40) {
  const background = { r: 0, g: 0, b: 0 }
  return sharp({ create: { width, height, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma } } })
}

async function keptJpeg(width = 1200, height = 800, quality = 82) {
  return (await storePicture(dir, await noise(width, height).jpeg({ quality }).toBuffer(), 'image/jpeg')).name
}

const sizeOf = (name: string) => statSync(join(dir, name)).size

test('what is light enough is left alone', async () => {
  const name = await keptJpeg(300, 200)
  expect(await lightPictures(dir, [[name, name]], 800_000)).toEqual({
    mails: [{ bytes: sizeOf(name), heavy: [] }],
    replaced: new Map(),
  })
})

test('the heaviest is made smaller first, and no more than is needed', async () => {
  const [large, small] = [await keptJpeg(1200, 900), await keptJpeg(600, 400)]
  const most = sizeOf(large) * 0.9 + sizeOf(small)
  const { mails, replaced } = await lightPictures(dir, [[small, large]], most)
  expect([...replaced.keys()]).toEqual([large])
  expect(mails[0]?.bytes).toBeLessThanOrEqual(most)
  expect(mails[0]?.heavy).toEqual([])
  const { width } = await sharp(join(dir, replaced.get(large) ?? '')).metadata()
  expect(width).toBe(1200)
})

test('quality, then width, to a floor; what is over all the same is named, the heaviest first', async () => {
  const names = [await keptJpeg(1200, 1000), await keptJpeg(1200, 700)]
  const { mails, replaced } = await lightPictures(dir, [names], 50_000)
  for (const name of names) {
    const { width } = await sharp(join(dir, replaced.get(name) ?? '')).metadata()
    expect(width).toBe(640)
  }
  expect(mails[0]?.bytes).toBeGreaterThan(50_000)
  expect(mails[0]?.heavy.map(({ name }) => name)).toEqual(names)
})

test('again it is the same, without drawing anew', async () => {
  const names = [await keptJpeg()]
  const first = await lightPictures(dir, [names], 200_000)
  const files = readdirSync(dir).length
  expect(await lightPictures(dir, [names], 200_000)).toEqual(first)
  expect(readdirSync(dir)).toHaveLength(files)
})

test('a photo that was saved as PNG becomes JPEG; what is transparent stays PNG', async () => {
  const photo = await storePicture(dir, await noise(500, 300).png().toBuffer(), 'image/png')
  const clear = await noise(300, 200).ensureAlpha(0.5).png().toBuffer()
  const glass = await storePicture(dir, clear, 'image/png')
  const { replaced } = await lightPictures(dir, [[photo.name, glass.name]], 100_000)
  expect(replaced.get(photo.name)).toMatch(/\.jpg$/)
  expect(replaced.get(glass.name) ?? glass.name).toMatch(/\.png$/)
})

test('a GIF that moves is named, and is as it was', async () => {
  const frames = await Promise.all([noise(300, 200), noise(300, 200)].map((frame) => frame.png().toBuffer()))
  const gif = await sharp(frames, { join: { animated: true } })
    .gif()
    .toBuffer()
  const { name } = await storePicture(dir, gif, 'image/gif')
  const before = readFileSync(join(dir, name))
  expect(await lightPictures(dir, [[name]], 10_000)).toEqual({
    mails: [{ bytes: gif.length, heavy: [{ name, bytes: gif.length, moves: true }] }],
    replaced: new Map(),
  })
  expect(readFileSync(join(dir, name))).toEqual(before)
})

test('several mails: one picture is the same in all of them', async () => {
  const [shared, other] = [await keptJpeg(), await keptJpeg(1000, 700)]
  const { mails, replaced } = await lightPictures(dir, [[shared], [shared, other]], sizeOf(shared) + 1_000)
  expect(mails).toHaveLength(2)
  expect(mails[0]?.bytes).toBe(sizeOf(replaced.get(shared) ?? shared))
  expect(mails[1]?.bytes).toBeLessThanOrEqual(sizeOf(shared) + 1_000)
})

test('one that is not there weighs nothing', async () => {
  expect(await lightPictures(dir, [['0123456789abcdef0123456789abcdef.png']], 1)).toEqual({
    mails: [{ bytes: 0, heavy: [] }],
    replaced: new Map(),
  })
})
