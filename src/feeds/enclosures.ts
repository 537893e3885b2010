import type { FeedEnclosure, FeedEntry } from './feed.ts'
import { addElement, type XmlElement } from './xml-element.ts'

/**
 * RSS takes one enclosure, and wants its length (rssboard.org/rss-profile, "enclosure"): what plays, else the cover.
 * Without a length there is none: a made-up 0 stops podcast apps.
 */
export function rssEnclosure(entry: FeedEntry): { url: string; length: number; type: string } | undefined {
  const [found] = enclosuresOf(entry).flatMap(({ url, length, type }) =>
    length === undefined ? [] : { url, length, type },
  )
  return found
}

/** Atom takes as many as there are (RFC 4287 §4.2.7.2), and a length only where it is known. */
export function addAtomEnclosures(element: XmlElement, entry: FeedEntry): void {
  for (const { url, type, length } of enclosuresOf(entry)) {
    const link = addElement(element, 'link', '', { rel: 'enclosure', href: url, type })
    if (length !== undefined) link.attributes.length = String(length)
  }
}

function enclosuresOf({ plays, image }: FeedEntry): FeedEnclosure[] {
  const cover = image?.type === undefined ? [] : [{ url: image.url, type: image.type, length: image.length }]
  return [...(plays ?? []), ...cover]
}
