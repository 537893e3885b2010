import type { Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { element, property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { FEED_ALLOWS } from './allow-list.ts'
import { isMedia, mediaLink } from './media.ts'
import { type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { altText, tidy } from './tidy.ts'

/** A body for feed readers: HTML that means and does not style, every URL absolute, what plays as a link. */
export function feedHtml(body: Body): string {
  return toHtml(rewriteElements(sanitize(body.tree, FEED_ALLOWS) as Root, forReading)).trim()
}

/** Shared with the archive page: neither shows what plays, nor a picture without an address. */
export const forReading: Rewrite = (node, place, inner) => {
  if (isMedia(node)) return mediaLink(node, place, (src, alt) => [element('img', { src, alt })])
  if (node.tagName === 'img' && !property(node, 'src')) return altText(node)
  return tidy(node, inner)
}
