import { type Problem, warning } from '../config/problem.ts'
import type { Body, Post } from '../posts/post.ts'
import { namesOf } from './media.ts'
import { picturesOf } from './pictures-of.ts'

/** One warning for the pictures of a post whose addresses are the site's own, and whose files its folder does not hold. */
export function missingPictures(body: Body, { url, file }: Pick<Post, 'url' | 'file'>): Problem[] {
  const { origin } = new URL(url)
  const missing = picturesOf(body).filter((picture) => !picture.file && new URL(picture.url).origin === origin)
  if (missing.length === 0) return []
  const pictures = missing.length === 1 ? 'A picture is' : `${missing.length} pictures are`
  const hint = 'Mails and feeds load it from the site: readers see nothing if it is not there either.'
  return [
    warning(
      'picture.missing',
      `${pictures} not in the site's folder: ${namesOf(missing.map((picture) => picture.url))}.`,
      { hint, file },
    ),
  ]
}
