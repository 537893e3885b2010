import { type Problem, warning } from '../config/problem.ts'
import type { Body, Post } from '../posts/post.ts'
import { nameOf } from './media.ts'
import { picturesOf } from './pictures-of.ts'

/** So many names are told. */
const MOST_NAMES = 3

/** One warning for the pictures of a post whose addresses are the site's own, and whose files its folder does not hold. */
export function missingPictures(body: Body, { url, file }: Pick<Post, 'url' | 'file'>): Problem[] {
  const { origin } = new URL(url)
  const missing = picturesOf(body).filter((picture) => !picture.file && new URL(picture.url).origin === origin)
  if (missing.length === 0) return []
  const names = missing.slice(0, MOST_NAMES).map((picture) => nameOf(picture.url))
  const more = missing.length > MOST_NAMES ? ', …' : ''
  const pictures = missing.length === 1 ? 'A picture is' : `${missing.length} pictures are`
  const hint = 'Mails and feeds load it from the site: readers see nothing if it is not there either.'
  return [
    warning('picture.missing', `${pictures} not in the site's folder: ${names.join(', ')}${more}.`, { hint, file }),
  ]
}
