import type { Element, Root } from 'hast'
import { eachElement } from '../posts/each-element.ts'
import { property } from '../posts/element.ts'

/** The ids that a body's elements carry, before the prefix of allow-list.ts. */
export function idsOf(tree: Root): Set<string> {
  const ids = new Set<string>()
  eachElement(tree, (node) => {
    const id = property(node, 'id')
    if (id) ids.add(id)
  })
  return ids
}

/** The link, leading to its place in this document where that is shown; else to the post's page, as it does anyway. */
export function localLink(link: Element, ids: Set<string>, idPrefix: string): Element {
  const target = link.data?.localTarget
  if (target === undefined || !ids.has(target)) return link
  return { ...link, properties: { ...link.properties, href: `#${encodeURI(idPrefix + target)}` } }
}
