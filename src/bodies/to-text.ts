import type { Root } from 'hast'
import { property } from '../posts/element.ts'
import type { Body } from '../posts/post.ts'
import { trimEnd, trimEnds } from '../posts/trim-ends.ts'
import { cleanTree, withoutClass } from './clean-tree.ts'
import { isMedia, mediaLink } from './media.ts'
import { isMostlyCjk } from './mostly-cjk.ts'
import { type Rewrite, rewriteElements } from './rewrite-elements.ts'
import { BY_CHARACTERS, BY_COLUMNS } from './text-ruler.ts'
import { tidy } from './tidy.ts'
import { type LinkNumbers, type TextStyle, writeText } from './write-text.ts'

export const LINE_WIDTH = 72

/**
 * A body as plain text for a mail: links numbered in the text and listed at its end, where long URLs disturb nobody;
 * footnotes as ¹, so that the two cannot be confused.
 */
export function mailText(body: Body, clean = cleanTree(body)): string {
  return written(rewriteElements(clean, forText), { width: LINE_WIDTH, ruler: BY_COLUMNS, isLaidOut: true })
}

/** The same for a feed, whose reader lays it out anew: what an entry says is to stay as it is. */
export function bodyText(body: Body, clean = cleanTree(body)): string {
  const tree = rewriteElements(clean, forText)
  // Chinese and Japanese have no spaces to break at, so a client breaks their lines better than we.
  const width = isMostlyCjk(tree) ? Number.POSITIVE_INFINITY : LINE_WIDTH
  return written(tree, { width, ruler: BY_CHARACTERS, isLaidOut: false })
}

function written(tree: Root, style: TextStyle): string {
  const links: LinkNumbers = new Map()
  const text = writeText(tree, style, links)
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
