import type { FeedRights } from './feed.ts'
import { addElement, type XmlElement } from './xml-element.ts'

/** `cc:license` of RSS names Creative Commons licences only (rssboard.org/creative-commons). */
export function addRssRights(parent: XmlElement, rights: FeedRights | undefined): void {
  const { licence } = rights ?? {}
  if (licence && /^https?:\/\/(?:www\.)?creativecommons\.org\//.test(licence)) {
    addElement(parent, 'creativeCommons:license', licence)
  }
}

/** Atom has a text (RFC 4287 §4.2.10) and a link (RFC 4946). */
export function addAtomRights(parent: XmlElement, rights: FeedRights | undefined): void {
  if (!rights) return
  if (rights.licence) addElement(parent, 'link', '', { rel: 'license', href: rights.licence })
  addElement(parent, 'rights', rights.text)
}
