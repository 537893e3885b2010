import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { trimEnd, trimEnds } from '../posts/trim-ends.ts'
import { cleanTree, withoutClass } from './clean-tree.ts'
import { isMedia, mediaLink } from './media.ts'
import { isMostlyCjk } from './mostly-cjk.ts'
import { type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { tidy } from './tidy.ts'
import { type LinkNumbers, writeText } from './write-text.ts'

const LINE_WIDTH = 72

/**
 * A body as plain text for a mail: links numbered in the text and listed at its end, where long URLs disturb nobody;
 * footnotes as ¹, so that the two cannot be confused.
 */
export function bodyText(body: Body, clean = cleanTree(body)): string {
  const tree = rewriteElements(clean, forText)
  const links: LinkNumbers = new Map()
  // Chinese and Japanese have no spaces to break at, so a client breaks their lines better than we.
  const text = writeText(tree, isMostlyCjk(tree) ? Number.POSITIVE_INFINITY : LINE_WIDTH, links)
  const list = Array.from(links, ([url, number]) => `[${number}] ${url}`).join('\n')
  // Old posts indent with no-break spaces.
  const lines = text.replaceAll('\u00A0', ' ').split('\n')
  const plain = lines.map((line) => trimEnd(line, ' \t')).join('\n')
  return [trimEnds(plain, '\n'), list].filter(Boolean).join('\n\n')
}

const forText: Rewrite = (node, place, inner) => {
  if (isMedia(node)) return mediaLink(node, place, () => [])
  // A place within the post cannot be gone to.
  if (node.data?.localTarget !== undefined && !property(node, 'className')) return inner()
  return tidy(node.tagName === 'code' ? withoutClass(node) : node, inner)
}
