import type { Root } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import type { Body } from '../posts/post.ts'
import { pageAllows } from './allow-list.ts'
import { forReading } from './for-feed.ts'
import { idsOf, localLink } from './local-links.ts'
import { type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { writeHtml } from './write-html.ts'

/** A body for an archive page: as for a feed, and its anchors work. `idPrefix` sets the posts of one page apart. */
export function pageHtml(body: Body, { idPrefix = 'post-' }: { idPrefix?: string } = {}): string {
  const ids = idsOf(body.tree)
  const forPage: Rewrite = (node, place, inner) =>
    forReading(node.tagName === 'a' ? localLink(node, ids, idPrefix) : node, place, inner)
  return writeHtml(rewriteElements(sanitize(body.tree, pageAllows(idPrefix)) as Root, forPage)).trim()
}
