import type { ElementContent } from 'hast'
import { type Problem, warning } from '../config/problem.ts'
import { element, property } from '../posts/element.ts'
import type { Body, Post } from '../posts/post.ts'
import { webUrl } from '../posts/web-url.ts'
import { nameOf, namesOf } from './media.ts'
import { type NeededPicture, picturesOf } from './pictures-of.ts'
import { rewriteElements } from './rewrite-elements.ts'

/** One warning for the pictures of a post whose addresses are the site's own, and whose files its folder does not hold. */
export function missingPictures(body: Body, { url, file }: Pick<Post, 'url' | 'file'>): Problem[] {
  const missing = picturesOf(body).filter((picture) => isMissing(picture, url))
  if (missing.length === 0) return []
  const pictures = missing.length === 1 ? 'A picture is' : `${missing.length} pictures are`
  const hint =
    'Where the site does not answer with it either, mails show its words, with a link to the post, and feeds a hole.'
  return [
    warning(
      'picture.missing',
      `${pictures} not in the site's folder: ${namesOf(missing.map((picture) => picture.url))}.`,
      { hint, file },
    ),
  ]
}

/** Whether a picture's address is the site's own, and its folder does not hold it. @param siteUrl any page of the site */
export function isMissing({ url, file }: NeededPicture, siteUrl: string): boolean {
  return !file && new URL(url).origin === new URL(siteUrl).origin
}

/** The body with words, and a link to the post, in the place of these pictures: better than a hole, or an address that is dead. */
export function withoutPictures(body: Body, urls: ReadonlySet<string>, postUrl: string): Body {
  if (urls.size === 0) return body
  const tree = rewriteElements(body.tree, (node, { insideLink }, inner) => {
    const url = node.tagName === 'img' ? webUrl(property(node, 'src')) : undefined
    if (!url || !urls.has(url)) return [{ ...node, children: inner() }]
    const words: ElementContent = { type: 'text', value: property(node, 'alt')?.trim() || nameOf(url) }
    return insideLink ? [words] : [element('a', { href: postUrl }, [words])]
  })
  return { ...body, tree }
}
