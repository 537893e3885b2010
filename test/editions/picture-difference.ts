import sharp from 'sharp'

/** So many across and down: a line of text and what is between lines are one grey, however a font is drawn. */
const GRID = { width: 8, height: 24 }

/** Of 255. Fonts that are drawn otherwise, or are a little wider, stay below it; other colours, order or sizes do not. */
export const HIGHEST_DIFFERENCE = 12

/** A taller font makes a longer mail. */
export const HIGHEST_STRETCH = 1.25

/** A screenshot, so blurred that its length does not matter: red, green and blue of each cell. */
export async function cellsOf(picture: Buffer): Promise<Buffer> {
  return sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .resize({ ...GRID, fit: 'fill' })
    .raw()
    .toBuffer()
}

/** The mean over all cells and colours. */
export function difference(one: Buffer, other: Buffer): number {
  return one.reduce((sum, value, at) => sum + Math.abs(value - (other[at] ?? 0)), 0) / one.length
}

/** How many times as long the longer one is. */
export async function stretch(one: Buffer, other: Buffer): Promise<number> {
  const [{ height }, { height: otherHeight }] = await Promise.all([sharp(one).metadata(), sharp(other).metadata()])
  return Math.max(height, otherHeight) / Math.min(height, otherHeight)
}
