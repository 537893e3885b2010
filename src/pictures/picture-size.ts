import sharp from 'sharp'

/** Pixels of a picture as it is shown, turned as its EXIF says; undefined for what is no picture. Reads its head only. */
export async function pictureSize(file: string): Promise<{ width: number; height: number } | undefined> {
  try {
    const { width, height } = (await sharp(file).metadata()).autoOrient
    return width > 0 && height > 0 ? { width, height } : undefined
  } catch {
    // `check` names a picture that cannot be read.
    return undefined
  }
}
