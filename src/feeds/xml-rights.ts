import type { FeedRights } from './feed.ts'
import { addElement, type XmlElement } from './xml-element.ts'

/** `cc:license` of RSS names Creative Commons licences only (rssboard.org/creative-commons). */
export function addRssRights(parent: XmlElement, rights: FeedRights | undefined): void {
  const { licence } = rights ?? {}
  if (licence && /^https?:\/\/(?:www\.)?creativecommons\.org\//.test(licence)) {
    addElement(parent, 'creativeCommons:license', licence)
  }
}

/** Beside the text of its `rights`, Atom has a link (RFC 4946). */
export function addAtomLicence(parent: XmlElement, rights: FeedRights | undefined): void {
  if (rights?.licence) addElement(parent, 'link', '', { rel: 'license', href: rights.licence })
}
