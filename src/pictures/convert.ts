import sharp, { type Metadata, type Sharp } from 'sharp'
import { type Problem, warning } from '../config/problem.ts'
import { drawSvg, OverLimit } from './draw-svg.ts'

/** A picture as every mail client shows it. */
export interface ConvertedPicture {
  bytes: Buffer
  type: 'image/png' | 'image/jpeg' | 'image/gif'
  /** CSS pixels at which it is meant to be shown, no more than the column; the bytes hold up to twice as many. */
  width: number
  height: number
}

/** `overLimit`: why it was given up, after time or memory that nobody wants to spend again. */
export type Conversion = { picture: ConvertedPicture } | { problem: Problem; overLimit?: string }

/** Guards against a small file that unpacks into gigabytes: 50 megapixels, as a good camera's. */
const MAX_PIXELS = 50_000_000
const MAX_SECONDS = 20
/** Screens have two pixels where CSS counts one. */
const DENSITY = 2
/** How far into a file libvips looks for the mark of an SVG; a compressed one begins with that of gzip (RFC 1952 §2.3.1). */
const SVG_HEAD = 4_096
const GZIP = Buffer.from([0x1f, 0x8b])

/**
 * Bytes of any picture → PNG or JPEG: turned as its EXIF says, without metadata, no wider than twice the column.
 * A photo without transparency becomes JPEG, all else PNG; a GIF stays as it is, since it may move; of another animation
 * stays the first frame. An SVG is drawn by a process of its own. A picture inside it that lies outside of it is not loaded: librsvg
 * is given bytes without a base address.
 */
export async function convertPicture(bytes: Uint8Array, file: string, columnWidth = 600): Promise<Conversion> {
  try {
    if (isSvg(bytes)) {
      const drawn = await drawSvg(bytes, { columnWidth, density: DENSITY, maxPixels: MAX_PIXELS })
      return { picture: { ...drawn, type: 'image/png' } }
    }
    const metadata = await open(bytes).metadata()
    // One that does not look like it is not drawn in this process, whose time limit would not hold.
    if (metadata.format === 'svg') throw new Error('it is an SVG with an unusual beginning')
    const shown = shownSize(metadata, columnWidth)
    // Nothing unpacks it here, but every reader's program does.
    if (metadata.width * metadata.height > MAX_PIXELS) throw new Error('it has more pixels than a camera')
    if (metadata.format === 'gif') return { picture: { bytes: Buffer.from(bytes), type: 'image/gif', ...shown } }
    const image = open(bytes)
      .autoOrient()
      .resize({ width: shown.width * DENSITY, withoutEnlargement: true })
    return { picture: { ...(await encode(image, metadata)), ...shown } }
  } catch (error) {
    const reason = firstLine(error)
    return { problem: unreadable(file, reason), ...(error instanceof OverLimit && { overLimit: reason }) }
  }
}

function isSvg(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, SVG_HEAD))
  return head.subarray(0, GZIP.length).equals(GZIP) || /<(?:\w+:)?svg/i.test(head.toString('latin1'))
}

function open(bytes: Uint8Array): Sharp {
  return sharp(bytes, { limitInputPixels: MAX_PIXELS }).timeout({ seconds: MAX_SECONDS })
}

function shownSize(
  { autoOrient: { width, height } }: Metadata,
  columnWidth: number,
): { width: number; height: number } {
  const shown = Math.min(width, columnWidth)
  return { width: shown, height: Math.max(1, Math.round((height * shown) / width)) }
}

async function encode(image: Sharp, { format, hasAlpha }: Metadata): Promise<Pick<ConvertedPicture, 'bytes' | 'type'>> {
  const isPhoto = !hasAlpha && format !== 'png'
  if (isPhoto) return { bytes: await image.jpeg({ quality: 82 }).toBuffer(), type: 'image/jpeg' }
  return { bytes: await image.png({ compressionLevel: 9 }).toBuffer(), type: 'image/png' }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}

export function unreadable(file: string, reason: string): Problem {
  return warning('picture.unreadable', `the picture cannot be read (${reason}).`, {
    hint: 'Save it anew as PNG or JPEG; until then mails load it from the site, as it is there.',
    file,
  })
}
