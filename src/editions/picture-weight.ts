import { type Problem, warning } from '../config/problem.ts'
import { kilobytes } from '../config/say-number.ts'
import { MOST_PICTURE_BYTES } from './most-picture-bytes.ts'
import { keptPicture, pictureSources, withPictureSources } from './picture-sources.ts'
import type { MailPost } from './variant-input.ts'

/** What one mail's pictures weigh. */
export interface PictureWeight {
  bytes: number
  /** The heaviest, where they are too heavy together; by the names that they had. */
  heavy: { name: string; bytes: number; moves: boolean }[]
}

/** What was found when pictures were made smaller where they are too heavy together. */
export interface LightPictures {
  mails: PictureWeight[]
  /** Name → that of the smaller one in its place. */
  replaced: Map<string, string>
}

/** Names of the pictures that are kept for mails and that this one shows. @param picturesUrl ends in a slash */
export function keptNames(html: string, picturesUrl: string): string[] {
  // To read a mail takes longer than to see that none can be in it.
  if (!html.includes(picturesUrl)) return []
  return pictureSources(html).flatMap((url) => keptPicture(url, picturesUrl)?.name ?? [])
}

/** A post with smaller pictures. */
export function withLighter(post: MailPost, replaced: ReadonlyMap<string, string>): MailPost {
  const { cover, intro } = post
  const coverUrl = cover && replaced.get(cover.url)
  return {
    ...post,
    html: withPictureSources(post.html, replaced),
    ...(intro && { intro: { ...intro, html: withPictureSources(intro.html, replaced) } }),
    ...(cover && coverUrl && { cover: { ...cover, url: coverUrl } }),
  }
}

/** @param said what a post calls a picture, by the name under which it is kept */
export function tooHeavy({ bytes, heavy }: PictureWeight, said: (name: string) => string | undefined): Problem[] {
  if (heavy.length === 0) return []
  const each = heavy.map(({ name, bytes: own, moves }) => {
    const how = moves ? ', which moves and is not made smaller' : ''
    return `${said(name) ?? name} (${kilobytes(own)}${how})`
  })
  const message = `The mail's pictures are ${kilobytes(bytes)} together, more than ${kilobytes(MOST_PICTURE_BYTES)}, as small as they were made. The heaviest: ${each.join('; ')}.`
  return [
    warning('mail.picture-weight', message, {
      hint: 'Take some out, cut them, or turn a GIF that moves into a still picture with a link to the film.',
    }),
  ]
}
