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

/** What plays in a post; the length of a file elsewhere is not known. */
export async function entryPlays(plays: Play[], describeFile: DescribeFile): Promise<FeedEnclosure[]> {
  return Promise.all(plays.map((play) => enclosureOf(play, describeFile)))
}

async function enclosureOf({ url, kind, type, file }: Play, describeFile: DescribeFile): Promise<FeedEnclosure> {
  const found = file && (await describeFile(file, HEAD_BYTES))
  const fallback = kind === 'audio' ? 'audio/mpeg' : 'video/mp4'
  return { url, type: type ?? playType(url) ?? fallback, ...(found && { length: found.length }) }
}
