import type { Play } from '../../bodies/plays-of.ts'
import type { FeedEnclosure, FeedImage } from '../../feeds/feed.ts'
import { HEAD_BYTES, pictureType, playType } from '../../feeds/media-type.ts'
import type { Picture } from '../../posts/post.ts'

/** How a file begins, and how long it is. */
export type DescribeFile = (
  path: string,
  headBytes: number,
) => Promise<{ head: Uint8Array; length: number } | undefined>

/** Pixels of a picture; undefined for what is none. */
export type PictureSize = (path: string) => Promise<{ width: number; height: number } | undefined>

/** A post's cover, with its true type, length and size where the site's folder holds it. */
export async function coverImage(
  cover: Picture | undefined,
  { describeFile, pictureSize }: { describeFile: DescribeFile; pictureSize: PictureSize },
): Promise<FeedImage | undefined> {
  if (!cover) return undefined
  const { url, alt, file } = cover
  const found = file && (await describeFile(file, HEAD_BYTES))
  const type = found && pictureType(found.head)
  const size = file && type && (await pictureSize(file))
  return { url, ...(alt && { alt }), ...(type && { type, length: found.length }), ...(size || {}) }
}

/** How long audio or video plays; undefined where that is not known. */
export type PlaySeconds = (path: string) => Promise<number | undefined>

interface PlayPorts {
  describeFile: DescribeFile
  playSeconds: PlaySeconds
}

/** What plays in a post; of a file elsewhere neither bytes nor seconds are known. */
export async function entryPlays(plays: Play[], ports: PlayPorts): Promise<FeedEnclosure[]> {
  return Promise.all(plays.map((play) => enclosureOf(play, ports)))
}

async function enclosureOf({ url, kind, type, file }: Play, ports: PlayPorts): Promise<FeedEnclosure> {
  const found = file && (await ports.describeFile(file, HEAD_BYTES))
  const seconds = file && found && (await ports.playSeconds(file))
  const fallback = kind === 'audio' ? 'audio/mpeg' : 'video/mp4'
  return {
    url,
    type: type ?? playType(url) ?? fallback,
    ...(found && { length: found.length }),
    ...(seconds && { seconds }),
  }
}
