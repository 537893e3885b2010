/**
 * How long audio or video plays, in seconds with three decimals, as its container says; undefined where it does not, or the file is
 * none. Nothing is decoded: of a file that tells only by its last frame, no length is known.
 */
export async function playSeconds(file: string): Promise<number | undefined> {
  // Most sites play nothing: they need not load it.
  const { parseFile } = await import('music-metadata')
  try {
    const { duration } = (await parseFile(file, { skipCovers: true, duration: false })).format
    return duration !== undefined && duration > 0 ? Math.round(duration * 1000) / 1000 : undefined
  } catch {
    return undefined
  }
}
