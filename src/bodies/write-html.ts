import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { eachElement } from '../posts/each-element.ts'

/** Noncharacters, which no text of a post holds; in their places come the entities. */
const LESS = '\u{FDD4}'
const GREATER = '\u{FDD5}'

/**
 * A body as HTML. In attributes `<` and `>` are written as entities, which HTML does not ask for: newsboat, and who knows what mail
 * programs, end a tag at the first `>`, such as that of a formula's alt text.
 */
export function writeHtml(tree: Root): string {
  eachElement(tree, markBrackets)
  return toHtml(tree).replaceAll(LESS, '&lt;').replaceAll(GREATER, '&gt;')
}

function markBrackets(element: Element): void {
  for (const name of Object.keys(element.properties)) {
    const value = element.properties[name]
    if (typeof value !== 'string' || !/[<>]/.test(value)) continue
    const marked = value.replaceAll('<', LESS).replaceAll('>', GREATER)
    element.properties = { ...element.properties, [name]: marked }
  }
}
