import type { Element, ElementContent } from 'hast'
import { element, property } from '../posts/element.ts'

/** What every writer tidies alike: a mark that says nothing goes, what it holds stays. */
export function tidy(node: Element, inner: () => ElementContent[]): ElementContent[] {
  const { tagName } = node
  if (tagName === 'input') return checkBox(node)
  if (tagName === 'center') return [element('div', {}, inner())]
  const children = inner()
  // A picture or a player that stood in it may be gone; a place that others point at stays.
  if (tagName === 'a' && node.properties.id === undefined && children.every(isBlank)) return children
  if (Object.keys(node.properties).length === 0) {
    if (tagName === 'span' || tagName === 'a') return children
    // What a paragraph held may be gone.
    if (tagName === 'p' && children.every(isBlank)) return []
  }
  return [{ ...node, children }]
}

/** Nobody fills in a form here: a box of a task list is a letter, any other input nothing. */
function checkBox(input: Element): ElementContent[] {
  if (property(input, 'type') !== 'checkbox') return []
  return [{ type: 'text', value: property(input, 'checked') === undefined ? '☐' : '☑' }]
}

/** A picture that cannot be shown is its alt text. */
export function altText(image: Element): ElementContent[] {
  const alt = property(image, 'alt')?.trim()
  return alt ? [{ type: 'text', value: alt }] : []
}

function isBlank(node: ElementContent): boolean {
  return node.type !== 'element' && (node.type !== 'text' || node.value.trim() === '')
}
