import type { Nodes, RootContent } from 'hast'

/**
 * What stands before the first `<!--more-->`, written without blanks: with them it is a comment, to Hugo too. It ends right there, in the
 * midst of a paragraph as well: behind it is who it was. The given nodes stay as they are. Undefined without one.
 */
export function beforeMore(nodes: RootContent[]): RootContent[] | undefined {
  const at = nodes.findIndex(holdsMore)
  const last = nodes[at]
  if (!last) return undefined
  const whole = nodes.slice(0, at)
  if (last.type !== 'element') return whole
  return [...whole, { ...last, children: beforeMore(last.children) as typeof last.children }]
}

export function isMore(node: Nodes): boolean {
  return node.type === 'comment' && node.value === 'more'
}

export function holdsMore(node: Nodes): boolean {
  return isMore(node) || ('children' in node && node.children.some(holdsMore))
}
