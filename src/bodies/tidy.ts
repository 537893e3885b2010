import type { Element, ElementContent } from 'hast'
import { element, property } from '../posts/element.ts'

/** What every writer tidies alike: a mark that says nothing goes, what it holds stays. */
export function tidy(node: Element, inner: () => ElementContent[]): ElementContent[] {
  const { tagName } = node
  if (tagName === 'center') return [element('div', {}, inner())]
  const saysNothing = Object.keys(node.properties).length === 0
  if (saysNothing && (tagName === 'span' || tagName === 'a')) return inner()
  return [{ ...node, children: inner() }]
}

/** A picture that cannot be shown is its alt text. */
export function altText(image: Element): ElementContent[] {
  const alt = property(image, 'alt')?.trim()
  return alt ? [{ type: 'text', value: alt }] : []
}
