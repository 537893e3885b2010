import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { convertPicture } from '../../src/pictures/convert.ts'

function plain(width: number, height: number, channels: 3 | 4 = 3) {
  const background = channels === 3 ? { r: 200, g: 0, b: 0 } : { r: 200, g: 0, b: 0, alpha: 0.5 }
  return sharp({ create: { width, height, channels, background } })
}

function svg(content: string, size = 'width="300" height="150"'): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${size}>${content}</svg>`,
  )
}

async function convert(bytes: Uint8Array) {
  const conversion = await convertPicture(bytes, 'content/a.webp')
  if ('problem' in conversion) throw new Error(conversion.problem.message)
  const { bytes: made, ...rest } = conversion.picture
  return { made, ...rest, metadata: await sharp(made).metadata() }
}

describe('a picture that clients cannot show', () => {
  test('an SVG becomes a PNG, drawn at twice its size', async () => {
    const { type, width, height, metadata } = await convert(svg('<circle cx="9" cy="9" r="9"/>'))
    expect({ type, width, height }).toEqual({ type: 'image/png', width: 300, height: 150 })
    expect([metadata.format, metadata.width]).toEqual(['png', 600])
  })

  test('an opaque WebP becomes a JPEG, one with holes a PNG', async () => {
    expect((await convert(await plain(80, 40).webp().toBuffer())).type).toBe('image/jpeg')
    expect((await convert(await plain(80, 40, 4).webp().toBuffer())).type).toBe('image/png')
  })

  test('an AVIF as well', async () => {
    expect(await convert(await plain(64, 64).avif().toBuffer())).toMatchObject({ type: 'image/jpeg', width: 64 })
  })

  test('a wide one is shown as wide as the column, with twice the pixels', async () => {
    const { width, height, metadata } = await convert(await plain(3000, 1500).webp().toBuffer())
    expect({ width, height, pixels: metadata.width }).toEqual({ width: 600, height: 300, pixels: 1200 })
  })

  test('is turned as its EXIF says, which is left out', async () => {
    const turned = await plain(80, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    const { width, height, metadata } = await convert(turned)
    expect({ width, height, exif: metadata.exif }).toEqual({ width: 40, height: 80, exif: undefined })
  })
})

/** 1.6 gigapixels, of which the file has none. */
function bombPng(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const named = Buffer.concat([Buffer.from(type), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(named))
    return Buffer.concat([length, named, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(40_000, 0)
  head.writeUInt32BE(40_000, 4)
  head.set([8, 6], 8)
  const pixels = deflateSync(Buffer.alloc(160_001))
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

describe('what is none, or means harm', () => {
  test.each([
    ['text', Buffer.from('<html>not found</html>')],
    ['nothing', Buffer.alloc(0)],
    ['half a picture', Buffer.from('iVBORw0KGgoAAAANSUhEUgAA', 'base64')],
    ['a PNG of a few bytes that unpacks into gigabytes', bombPng()],
    [
      'a GIF that does',
      Buffer.from(
        'GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\x02\x02L\x01\0;',
        'latin1',
      ),
    ],
    ['more pixels than a camera has', svg('<rect width="1" height="1"/>', 'width="60000" height="60000"')],
    [
      'an SVG that multiplies itself',
      svg('&i;'.repeat(9))
        .toString()
        .replace(
          '<svg',
          '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">' +
            [...'abcdefgh'].map((c, i) => `<!ENTITY ${'bcdefghi'[i]} "${`&${c};`.repeat(10)}">`).join('') +
            ']><svg',
        ),
    ],
  ])('%s is a problem', async (_, bytes) => {
    const conversion = await convertPicture(Buffer.from(bytes), 'content/a.webp')
    expect(conversion).toMatchObject({
      problem: { code: 'picture.unreadable', severity: 'warning', file: 'content/a.webp' },
    })
    expect('problem' in conversion && conversion.problem.message).not.toContain('\n')
  })

  test('an SVG loads no file from outside', async () => {
    const secret = join(mkdtempSync(join(tmpdir(), 'broadsheet-')), 'secret.png')
    writeFileSync(secret, await plain(300, 150).png().toBuffer())
    const url = pathToFileURL(secret).href
    for (const content of [
      `<image href="${url}" width="300" height="150"/>`,
      `<image xlink:href="${secret}" width="300" height="150"/>`,
      `<style>@import "${url}"; rect{fill:url(${url}#a)}</style>`,
    ]) {
      const { made } = await convert(svg(content))
      const { channels } = await sharp(made).stats()
      expect(channels[0]?.max, content).toBe(0)
    }
    const within = `data:image/png;base64,${readFileSync(secret, 'base64')}`
    const { made } = await convert(svg(`<image href="${within}" width="300" height="150"/>`))
    expect((await sharp(made).stats()).channels[0]?.max).toBe(200)

    const entity = svg('<text y="99">&x;</text>')
      .toString()
      .replace('<svg', `<!DOCTYPE svg [<!ENTITY x SYSTEM "${url}">]><svg`)
    const conversion = await convertPicture(Buffer.from(entity), 'a.svg')
    if ('picture' in conversion) expect((await sharp(conversion.picture.bytes).stats()).channels[3]?.max).toBe(0)
  })
})
