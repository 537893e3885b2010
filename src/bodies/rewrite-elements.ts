import type { Element, ElementContent, Root } from 'hast'

/** Where an element stands. */
export interface Place {
  /** The tag of its parent; undefined at the top. */
  parent?: string
  insideLink: boolean
}

/** What an element becomes. `inner()` gives its children, rewritten; `keep()` the element itself around them. */
export type Rewrite = (element: Element, place: Place, inner: () => ElementContent[]) => ElementContent[]

/** A new tree in which each element has become what `rewrite` says; the given one stays as it is. */
export function rewriteElements(tree: Root, rewrite: Rewrite): Root {
  return { type: 'root', children: rewriteAll(tree.children as ElementContent[], { insideLink: false }, rewrite) }
}

function rewriteAll(nodes: ElementContent[], place: Place, rewrite: Rewrite): ElementContent[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return [node]
    const below = { parent: node.tagName, insideLink: place.insideLink || node.tagName === 'a' }
    return rewrite(node, place, () => rewriteAll(node.children, below, rewrite))
  })
}

const PHRASING_ONLY = new Set(
  'p a em strong b i u s del ins mark small sub sup span q cite h1 h2 h3 h4 h5 h6 code pre summary dt'.split(' '),
)

/** Whether a paragraph may stand here (HTML, "Flow content"). */
export function takesParagraphs({ parent }: Place): boolean {
  return parent === undefined || !PHRASING_ONLY.has(parent)
}
