import type { Element, Nodes, Root } from 'hast'
import { fromParse5 } from 'hast-util-from-parse5'
import { parseFragment } from 'parse5'

/** Deeper than any page needs (markdown-it stops at 100, too), and far from the end of the stack for all who walk the tree. */
export const MAX_DEPTH = 100

/** HTML as browsers read it → hast, or undefined if its elements are nested so deep that the parser gives up. */
export function parseHtml(html: string): Root | undefined {
  try {
    // As hast-util-from-html does, but without each node's place in the text, which costs half of the time and which nobody asks for.
    const tree = fromParse5(parseFragment(html, { scriptingEnabled: false })) as Root
    flattenDeep(tree)
    return tree
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Elements below MAX_DEPTH give way to their text, in place. Without recursion: that is what it guards. */
export function flattenDeep(tree: Root): void {
  const waiting: { node: Root | Element; depth: number }[] = [{ node: tree, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, depth } = next
    if (depth === MAX_DEPTH) node.children = [{ type: 'text', value: textOf(node) }]
    for (const child of node.children) if (child.type === 'element') waiting.push({ node: child, depth: depth + 1 })
  }
}

function textOf(node: Nodes): string {
  let text = ''
  const waiting: Nodes[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'text') text += next.value
    if ('children' in next) waiting.push(...next.children.toReversed())
  }
  return text
}
