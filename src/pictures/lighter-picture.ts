import sharp from 'sharp'
import type { ConvertedPicture } from './convert.ts'

export interface LighterPicture {
  bytes: Buffer
  type: Extract<ConvertedPicture['type'], 'image/png' | 'image/jpeg'>
}

interface Step {
  quality: number
  /** Pixels at most. */
  width?: number
}

/** First quality, then width, down to what still looks well in a column of 600 CSS pixels. */
const JPEG_STEPS: Step[] = [{ quality: 74 }, { quality: 66 }, { quality: 66, width: 900 }, { quality: 62, width: 640 }]
/** As JPEG where it is opaque and smaller so: a photo that was saved as PNG. */
const PNG_STEPS: Step[] = [{ quality: 84 }, { quality: 78, width: 900 }, { quality: 74, width: 640 }]

/** How often a kept picture can be made lighter, by its name; a GIF never, since it may move. */
export function stepsOf(name: string): number {
  return name.endsWith('.jpg') ? JPEG_STEPS.length : name.endsWith('.png') ? PNG_STEPS.length : 0
}

/** A picture as light as this step makes it. @param step from 1 to stepsOf(name) @throws what sharp throws */
export async function lighterPicture(bytes: Uint8Array, name: string, step: number): Promise<LighterPicture> {
  const steps = name.endsWith('.jpg') ? JPEG_STEPS : PNG_STEPS
  const { quality, width } = steps[step - 1] as Step
  const image = sharp(bytes).timeout({ seconds: 20 })
  if (width) image.resize({ width, withoutEnlargement: true })
  if (name.endsWith('.jpg')) return { bytes: await image.jpeg({ quality }).toBuffer(), type: 'image/jpeg' }
  const { isOpaque } = await sharp(bytes).stats()
  const png = await image.clone().png({ compressionLevel: 9, palette: true, effort: 1 }).toBuffer()
  if (!isOpaque) return { bytes: png, type: 'image/png' }
  const jpeg = await image.clone().jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer()
  return jpeg.length < png.length ? { bytes: jpeg, type: 'image/jpeg' } : { bytes: png, type: 'image/png' }
}
