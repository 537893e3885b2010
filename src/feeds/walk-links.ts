import type { FeedFormat, FeedWalk } from './feed.ts'
import { addElement, type XmlElement } from './xml-element.ts'

/** Adds the links of a walk, and the mark of an archived document (RFC 5005 §4). */
export function addWalk(parent: XmlElement, name: 'link' | 'atom:link', format: FeedFormat, walk?: FeedWalk): void {
  if (!walk) return
  if (walk.isArchive) addElement(parent, 'fh:archive')
  for (const [rel, urls] of Object.entries(walk.links)) addElement(parent, name, '', { rel, href: urls[format] })
}
