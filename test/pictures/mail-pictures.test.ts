import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { prepareMailPictures, tryMailPictures } from '../../src/pictures/mail-pictures.ts'
import { storePicture } from '../../src/pictures/store-picture.ts'

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150"><rect width="9" height="9"/></svg>'
const BASE = 'https://news.example/'

let folder: string
let kept: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'broadsheet-'))
  kept = join(folder, 'kept')
})

function write(name: string, content: string | Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, content)
  return file
}

const chart = (file: string) => ({ url: 'https://site.example/chart.svg', file })

describe('storePicture', () => {
  test('names a picture by its bytes, writes it once and leaves no other file', async () => {
    const first = await storePicture(kept, Buffer.from('a'), 'image/png')
    expect(first.name).toBe(`${first.hash}.png`)
    expect(first.hash).toMatch(/^[0-9a-f]{32}$/)
    expect(await storePicture(kept, Buffer.from('a'), 'image/png')).toEqual(first)
    expect((await storePicture(kept, Buffer.from('b'), 'image/jpeg')).name).toMatch(/\.jpg$/)
    expect(readdirSync(kept)).toHaveLength(2)
    expect(readFileSync(join(kept, first.name), 'utf8')).toBe('a')
    for (const path of [kept, join(kept, first.name)]) expect(statSync(path).mode & 0o077).toBe(0)
  })
})

describe('prepareMailPictures', () => {
  test('converts what clients cannot show, and says where it will be', async () => {
    const { pictures, problems } = await prepareMailPictures([chart(write('chart.svg', SVG))], kept, BASE)
    expect(problems).toEqual([])
    const picture = pictures.get('https://site.example/chart.svg')
    expect(picture).toMatchObject({ width: 300, height: 150 })
    const name = /^https:\/\/news\.example\/pictures\/([0-9a-f]{32}\.png)$/.exec(picture?.url ?? '')?.[1] ?? ''
    expect((await sharp(join(kept, name)).metadata()).width).toBe(600)
  })

  test('keeps what they can show as well, no wider than twice the column, and a GIF as it is', async () => {
    const photo = sharp({ create: { width: 1500, height: 500, channels: 3, background: 'red' } })
    const jpeg = { url: 'https://site.example/a.jpg', file: write('a.jpg', await photo.jpeg().toBuffer()) }
    const gif = { url: 'https://site.example/b.gif', file: write('b.gif', await photo.gif().toBuffer()) }
    const { pictures } = await prepareMailPictures([jpeg, gif], kept, BASE)
    const nameOf = (url: string) => pictures.get(url)?.url.replace(`${BASE}pictures/`, '') ?? ''
    expect(pictures.get(jpeg.url)).toMatchObject({ width: 600, height: 200 })
    expect((await sharp(join(kept, nameOf(jpeg.url))).metadata()).width).toBe(1200)
    expect(readFileSync(join(kept, nameOf(gif.url)))).toEqual(readFileSync(gif.file))
  })

  test('makes nothing twice, and makes anew what is gone or changed', async () => {
    const file = write('chart.svg', SVG)
    const first = await prepareMailPictures([chart(file)], kept, BASE)
    const name = readdirSync(kept).find((entry) => entry.endsWith('.png')) ?? ''
    const made = statSync(join(kept, name)).mtimeMs
    expect(await prepareMailPictures([chart(file)], kept, BASE)).toEqual(first)
    expect(statSync(join(kept, name)).mtimeMs).toBe(made)

    rmSync(join(kept, name))
    expect(await prepareMailPictures([chart(file)], kept, BASE)).toEqual(first)
    expect(readdirSync(kept)).toContain(name)

    write('chart.svg', SVG.replace('width="9"', 'width="90"'))
    const changed = await prepareMailPictures([chart(file)], kept, BASE)
    expect(changed.pictures.get('https://site.example/chart.svg')?.url).not.toContain(name)
  })

  test('a bad picture is a problem of its own, and the others are made', async () => {
    const needed = [
      { url: 'https://site.example/x.svg', file: write('x.svg', 'no picture') },
      { url: 'https://site.example/y.svg', file: join(folder, 'gone.svg') },
      { url: 'https://elsewhere.example/z.svg' },
      chart(write('chart.svg', SVG)),
    ]
    const { pictures, problems } = await prepareMailPictures(needed, kept, BASE)
    expect([...pictures.keys()]).toEqual(['https://site.example/chart.svg'])
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['picture.unreadable', join(folder, 'x.svg')],
      ['picture.missing', join(folder, 'gone.svg')],
    ])
  })

  test('a folder that cannot be written is a problem', async () => {
    const notFolder = write('kept', 'a file')
    const { problems } = await prepareMailPictures([chart(write('chart.svg', SVG))], notFolder, BASE)
    expect(problems).toMatchObject([{ code: 'picture.unwritable', severity: 'error', file: notFolder }])
  })
})

describe('what has to be fetched', () => {
  const preview = { url: 'https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg', from: 'preview' as const }
  const gone = { url: 'https://site.example/gone.jpg', from: 'site' as const }
  const jpeg = () =>
    sharp({ create: { width: 480, height: 360, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()

  test('a preview is fetched once, and kept like any other picture', async () => {
    const asked: string[] = []
    const fetchPicture = async (url: string) => {
      asked.push(url)
      return { bytes: await jpeg() }
    }
    const first = await prepareMailPictures([preview, preview], kept, BASE, fetchPicture)
    expect(first.problems).toEqual([])
    expect(first.pictures.get(preview.url)).toMatchObject({ width: 480, height: 360 })
    expect(first.pictures.get(preview.url)?.url).toMatch(/^https:\/\/news\.example\/pictures\/[0-9a-f]{32}\.jpg$/)
    expect(await prepareMailPictures([preview], kept, BASE, fetchPicture)).toEqual(first)
    expect(asked).toEqual([preview.url])
  })

  test('one that does not come is told, and asked for again', async () => {
    const { pictures, problems } = await prepareMailPictures([preview], kept, BASE, async () => ({
      error: 'it answers 404',
    }))
    expect([...pictures]).toEqual([])
    expect(problems).toMatchObject([
      { code: 'picture.unfetched', message: `The preview ${preview.url} cannot be fetched: it answers 404.` },
    ])
    const page = async () => ({ bytes: Buffer.from('<html>') })
    expect((await prepareMailPictures([preview], kept, BASE, page)).problems[0]?.message).toContain('it is no picture')
    const now = await prepareMailPictures([preview], kept, BASE, async () => ({ bytes: await jpeg() }))
    expect(now.pictures.size).toBe(1)
  })

  test('a picture that the site has is kept as it is now; one that it does not have is told by its post', async () => {
    const { pictures } = await prepareMailPictures([gone], kept, BASE, async () => ({ bytes: await jpeg() }))
    expect(pictures.get(gone.url)).toMatchObject({ width: 480, height: 360 })
    expect(await prepareMailPictures([gone], kept, BASE, async () => ({ error: 'it answers 404' }))).toEqual({
      pictures: new Map(),
      problems: [],
    })
  })
})

describe('tryMailPictures', () => {
  test('a GIF that is heavier than a mail should be is named, and one that is not is not', async () => {
    const gif = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .gif()
      .toBuffer()
    const small = { url: 'https://site.example/small.gif', file: write('small.gif', gif) }
    const large = {
      url: 'https://site.example/large.gif',
      file: write('large.gif', Buffer.concat([gif, Buffer.alloc(900_000)])),
    }
    const { problems } = await tryMailPictures([small, large], kept)
    expect(problems.filter(({ code }) => code === 'mail.picture-weight')).toMatchObject([
      { file: large.file, message: expect.stringMatching(/^the GIF has 901 KB, more than the 800 KB/) },
    ])
  })
})
