import type { Element, ElementContent, Properties } from 'hast'

/** A hast element, with no property that is undefined. Text given as a string becomes a text node, so escaping is the writer's. */
export function element(
  tagName: string,
  properties: Record<string, Properties[string] | undefined> = {},
  children: (ElementContent | string)[] = [],
): Element {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined)
  return {
    type: 'element',
    tagName,
    properties: Object.fromEntries(given) as Properties,
    children: children.map(asNode),
  }
}

function asNode(child: ElementContent | string): ElementContent {
  return typeof child === 'string' ? { type: 'text', value: child } : child
}

/** A property as a string: hast keeps some as numbers, booleans or lists. Undefined where absent. */
export function property(of: Pick<Element, 'properties'>, name: string): string | undefined {
  const value = of.properties[name]
  if (value === undefined || value === null || value === false) return undefined
  return Array.isArray(value) ? value.join(' ') : String(value)
}

export function hasClass(of: Element, name: string): boolean {
  const { className } = of.properties
  return Array.isArray(className) && className.includes(name)
}

/** The words of nodes, without their marks. */
export function textOf(nodes: ElementContent[]): string {
  return nodes
    .map((node) => (node.type === 'text' ? node.value : 'children' in node ? textOf(node.children) : ''))
    .join('')
}
