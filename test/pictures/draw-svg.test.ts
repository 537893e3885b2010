import sharp from 'sharp'
import { expect, it } from 'vitest'
import { convertPicture } from '../../src/pictures/convert.ts'
import { drawSvg, OverLimit } from '../../src/pictures/draw-svg.ts'

const OPTIONS = { columnWidth: 600, density: 2, maxPixels: 50_000_000 }

function svg(content: string): Buffer {
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1000">${content}</svg>`)
}

/** 2.9 KB that keep librsvg busy for a minute. */
const FILTERS = svg(
  `<filter id="f">${'<feTurbulence numOctaves="10000"/><feGaussianBlur stdDeviation="1000"/>'.repeat(50)}</filter><rect width="1000" height="1000" filter="url(#f)"/>`,
)

it('draws an SVG as wide as the column, with twice the pixels', async () => {
  const { width, height, bytes } = await drawSvg(svg('<rect width="9" height="9"/>'), OPTIONS)
  expect({ width, height }).toEqual({ width: 600, height: 600 })
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 1200, height: 1200 })
})

it('ends with its process when drawing takes too long', async () => {
  const drawing = drawSvg(FILTERS, OPTIONS, { seconds: 2, megabytes: 2_000 })
  await expect(drawing).rejects.toThrow('drawing it takes longer than 2 s')
  await expect(drawing).rejects.toBeInstanceOf(OverLimit)
})

it('ends with its process when drawing takes too much memory', async () => {
  await expect(drawSvg(FILTERS, OPTIONS, { seconds: 60, megabytes: 20 })).rejects.toThrow(
    'drawing it takes more than 20 MB',
  )
})

it.each([
  ['no SVG', Buffer.from('<svg'), /./],
  ['deep groups', svg('<g>'.repeat(200_000)), /./],
])('says why it cannot draw %s', async (_, bytes, reason) => {
  await expect(drawSvg(bytes, OPTIONS)).rejects.toThrow(reason)
  const conversion = await convertPicture(bytes, 'content/a.svg')
  expect(conversion).toMatchObject({ problem: { code: 'picture.unreadable', file: 'content/a.svg' } })
  expect(conversion).not.toHaveProperty('overLimit')
})
