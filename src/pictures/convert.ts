import sharp, { type Metadata, type Sharp } from 'sharp'
import { type Problem, warning } from '../config/problem.ts'

/** A picture as every mail client shows it. */
export interface ConvertedPicture {
  bytes: Buffer
  type: 'image/png' | 'image/jpeg' | 'image/gif'
  /** CSS pixels at which it is meant to be shown, no more than the column; the bytes hold up to twice as many. */
  width: number
  height: number
}

export type Conversion = { picture: ConvertedPicture } | { problem: Problem }

/** Guards against a small file that unpacks into gigabytes: 50 megapixels, as a good camera's. */
const MAX_PIXELS = 50_000_000
const MAX_SECONDS = 20
/** Screens have two pixels where CSS counts one. */
const DENSITY = 2
/** An SVG has 72 dots per inch where nothing else is said. */
const SVG_DPI = 72

/**
 * Bytes of any picture → PNG or JPEG: turned as its EXIF says, without metadata, no wider than twice the column.
 * A photo without transparency becomes JPEG, all else PNG; a GIF stays as it is, since it may move; of another animation
 * stays the first frame. A picture inside an SVG that lies outside of it is not loaded: librsvg is given bytes without a
 * base address.
 */
export async function convertPicture(bytes: Uint8Array, file: string, columnWidth = 600): Promise<Conversion> {
  try {
    const metadata = await open(bytes).metadata()
    const shown = shownSize(metadata, columnWidth)
    // Nothing unpacks it here, but every reader's program does.
    if (metadata.width * metadata.height > MAX_PIXELS) throw new Error('it has more pixels than a camera')
    if (metadata.format === 'gif') return { picture: { bytes: Buffer.from(bytes), type: 'image/gif', ...shown } }
    const image = open(bytes, metadata.format === 'svg' ? svgDensity(metadata, shown.width) : undefined)
      .autoOrient()
      .resize({ width: shown.width * DENSITY, withoutEnlargement: true })
    return { picture: { ...(await encode(image, metadata)), ...shown } }
  } catch (error) {
    return { problem: unreadable(file, error) }
  }
}

function open(bytes: Uint8Array, density?: number): Sharp {
  const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, ...(density ? { density } : {}) })
  return picture.timeout({ seconds: MAX_SECONDS })
}

function shownSize(
  { autoOrient: { width, height } }: Metadata,
  columnWidth: number,
): { width: number; height: number } {
  const shown = Math.min(width, columnWidth)
  return { width: shown, height: Math.max(1, Math.round((height * shown) / width)) }
}

/** Draws an SVG at the size it is needed in, instead of scaling pixels. */
function svgDensity({ width }: Metadata, shownWidth: number): number {
  return Math.min(2400, Math.max(1, (SVG_DPI * DENSITY * shownWidth) / width))
}

async function encode(image: Sharp, { format, hasAlpha }: Metadata): Promise<Pick<ConvertedPicture, 'bytes' | 'type'>> {
  const isPhoto = !hasAlpha && format !== 'svg' && format !== 'png'
  if (isPhoto) return { bytes: await image.jpeg({ quality: 82 }).toBuffer(), type: 'image/jpeg' }
  return { bytes: await image.png({ compressionLevel: 9 }).toBuffer(), type: 'image/png' }
}

function unreadable(file: string, error: unknown): Problem {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0]
  return warning('picture.unreadable', `the picture cannot be read (${reason}).`, {
    hint: 'Save it anew as PNG or JPEG; until then mails show a link in its place.',
    file,
  })
}
