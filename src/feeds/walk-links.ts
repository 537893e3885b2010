import type { Element } from '@xmldom/xmldom'
import type { FeedFormat, FeedWalk } from './feed.ts'
import { addElement } from './xml-tree.ts'

/** Adds the links of a walk, and the mark of an archived document (RFC 5005 §4); gives the elements back, to be put in their place. */
export function addWalk(parent: Element, name: 'link' | 'atom:link', format: FeedFormat, walk?: FeedWalk): Element[] {
  if (!walk) return []
  const links = Object.entries(walk.links).map(([rel, urls]) =>
    addElement(parent, name, '', { rel, href: urls[format] }),
  )
  return walk.isArchive ? [addElement(parent, 'fh:archive'), ...links] : links
}
