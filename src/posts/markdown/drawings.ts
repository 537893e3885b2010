import type { Element, Root } from 'hast'
import { eachElement } from '../each-element.ts'
import { hasClass } from '../element.ts'
import { cardElement } from '../embeds.ts'
import type { Post } from '../post.ts'

/** A diagram's source is drawn by a script, which runs on the site alone: a card after it leads there. In place. */
export function linkDrawings(tree: Root, { title, url }: Pick<Post, 'title' | 'url'>): void {
  eachElement(tree, (node, parent, index) => {
    if (!isDrawing(node)) return undefined
    parent.children.splice(index + 1, 0, cardElement({ url, title: `Mermaid · ${title}` }))
    return 'skip'
  })
}

function isDrawing({ tagName, children: [code] }: Element): boolean {
  return tagName === 'pre' && code?.type === 'element' && code.tagName === 'code' && hasClass(code, 'language-mermaid')
}
