import type { Nodes, Root } from 'hast'

/**
 * Finds the first `<!--more-->`, written without blanks: with them it is a comment, to Hugo too. How many of the tree's children
 * stand before it; one in the midst of a paragraph counts as after it, as in Hugo. Undefined without one.
 */
export function findMore(tree: Root): number | undefined {
  const at = tree.children.findIndex(holdsMore)
  if (at < 0) return undefined
  return tree.children[at]?.type === 'comment' ? at : at + 1
}

export function isMore(node: Nodes): boolean {
  return node.type === 'comment' && node.value === 'more'
}

export function holdsMore(node: Nodes): boolean {
  return isMore(node) || ('children' in node && node.children.some(holdsMore))
}
