import type { RootContent } from 'hast'
import { appendNode } from '../append-node.ts'
import { INSERTION_CLOSE, INSERTION_OPEN } from './insertions.ts'

/**
 * HTML that comes out of a parser as it went in only where nothing is open, so that any block of Markdown in its place would, too. What
 * is open takes the comment; marks such as <b>, which go on behind the element they were opened in, take the word; and a parser that
 * waits for more of a table leaves <table> out. No post can write it: its characters are kept from posts, which have them the other way
 * round (insertions.ts).
 */
export function standIn(index: number): string {
  return `<!--${keyOf(index)}--><p>_</p><table></table>`
}

function keyOf(index: number): string {
  return `${INSERTION_CLOSE}${index}${INSERTION_OPEN}`
}

/** The nodes, with blocks in the places of their stand-ins; undefined where one of these is not as it was. */
export function withoutStandIns(nodes: RootContent[], blocks: RootContent[][]): RootContent[] | undefined {
  const whole: RootContent[] = []
  let found = 0
  for (let i = 0; i < nodes.length; i += 1) {
    const [comment, paragraph, table] = nodes.slice(i, i + 3)
    if (comment?.type === 'comment' && comment.value === keyOf(found)) {
      if (!isOnly(paragraph, 'p', '_') || !isOnly(table, 'table')) return undefined
      for (const node of blocks[found] ?? []) appendNode(whole, node)
      found += 1
      i += 2
    } else if (comment) appendNode(whole, comment)
  }
  return found === blocks.length ? whole : undefined
}

function isOnly(node: RootContent | undefined, tagName: string, words?: string): boolean {
  if (node?.type !== 'element' || node.tagName !== tagName) return false
  const [text] = node.children
  if (words === undefined) return text === undefined
  return node.children.length === 1 && text?.type === 'text' && text.value === words
}
