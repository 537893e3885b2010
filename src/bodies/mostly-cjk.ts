import type { Nodes } from 'hast'
import { countCjk } from './cjk.ts'
import { htmlLength } from './html-length.ts'

/** Whether a body is written in Chinese or Japanese, whatever Latin names and markup stand in it: a quarter of its HTML is. */
export function isMostlyCjk(tree: Nodes): boolean {
  const letters = cjkIn(tree)
  return letters > 0 && letters * 4 > htmlLength(tree)
}

/** In its words and in its attributes. */
function cjkIn(node: Nodes): number {
  if (node.type === 'text') return countCjk(node.value)
  if (!('children' in node)) return 0
  const inner = node.children.reduce((sum, child) => sum + cjkIn(child), 0)
  if (node.type !== 'element') return inner
  return Object.values(node.properties).reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? countCjk(value) : 0),
    inner,
  )
}
