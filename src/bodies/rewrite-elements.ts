import type { Element, ElementContent, Root } from 'hast'
import { appendNode } from '../posts/append-node.ts'

/** Where an element stands. */
export interface Place {
  /** The tag of its parent; undefined at the top. */
  parent?: string
  insideLink: boolean
}

/** What an element becomes. `inner()` gives its children, rewritten. */
export type Rewrite = (element: Element, place: Place, inner: () => ElementContent[]) => ElementContent[]

/** A new tree in which each element has become what `rewrite` says; the given one stays as it is. */
export function rewriteElements(tree: Root, rewrite: Rewrite): Root {
  return { type: 'root', children: rewriteAll(tree.children as ElementContent[], { insideLink: false }, rewrite) }
}

function rewriteAll(nodes: ElementContent[], place: Place, rewrite: Rewrite): ElementContent[] {
  const rewritten: ElementContent[] = []
  for (const node of nodes) {
    if (node.type !== 'element') appendNode(rewritten, node)
    else {
      const inner = () => rewriteAll(node.children, placeWithin(node, place), rewrite)
      for (const one of rewrite(node, place, inner)) appendNode(rewritten, one)
    }
  }
  return rewritten
}

function placeWithin({ tagName }: Element, { insideLink }: Place): Place {
  return { parent: tagName, insideLink: insideLink || tagName === 'a' }
}

const PHRASING_ONLY = new Set(
  'p a em strong b i u s del ins mark small sub sup span q cite h1 h2 h3 h4 h5 h6 code pre summary dt'.split(' '),
)

/** Whether a paragraph may stand here (HTML, "Flow content"). */
export function takesParagraphs({ parent }: Place): boolean {
  return parent === undefined || !PHRASING_ONLY.has(parent)
}
