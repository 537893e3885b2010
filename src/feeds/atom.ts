import { atomId } from './atom-id.ts'
import { buildAtom } from './build-xml.ts'
import { addAtomEnclosures } from './enclosures.ts'
import type { Feed, FeedEntry } from './feed.ts'
import type { FeedWriting } from './feed-writer.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { addWalk } from './walk-links.ts'
import { rfc3339 } from './written-dates.ts'
import { childElements, inOrder, setChildText, type XmlElement } from './xml-element.ts'
import { xmlParts } from './xml-pieces.ts'
import { addAtomLicence } from './xml-rights.ts'

/** Atom 1.0 (RFC 4287), with the full text as HTML content. The same feed gives the same bytes. */
export const ATOM_1: FeedWriting = {
  separator: '',
  write(frame, entries) {
    const built = buildAtom(frame, entries)
    for (const { element, entry } of built.entries) completeEntry(element, entry)
    completeFeed(built.root, frame)
    return xmlParts(built, { depth: 1, styleSheet: frame.styleSheet })
  },
}

/** An empty feed must still say when it changed (§4.1.1), and must not say "now". */
const NEVER = '1970-01-01T00:00:00Z'

const FEED_ORDER = [
  ...['id', 'title', 'updated', 'generator', 'link alternate', 'link self', 'link hub', 'fh:archive', 'link'],
  ...['subtitle', 'icon', 'logo', 'link license', 'rights', 'author'],
]

function completeFeed(root: XmlElement, { site, entries, walk }: Feed): void {
  root.attributes['xml:lang'] = site.language
  const changed = lastChange(entries)
  setChildText(root, 'updated', changed ? rfc3339(changed) : NEVER)
  for (const { attributes } of childElements(root, 'link')) {
    if (attributes.rel === 'self') attributes.type = 'application/atom+xml'
    if (attributes.rel === 'alternate') Object.assign(attributes, { type: 'text/html', hreflang: site.language })
  }
  addWalk(root, 'link', 'atom', walk)
  addAtomLicence(root, site.rights)
  inOrder(root, FEED_ORDER)
}

const ENTRY_ORDER = [
  ...['title', 'id', 'link alternate', 'updated', 'published', 'author', 'category', 'link enclosure'],
  ...['media:content', 'media:thumbnail', 'link license', 'rights', 'summary', 'content'],
]

function completeEntry(element: XmlElement, entry: FeedEntry): void {
  const { language, url } = entry
  element.attributes['xml:lang'] = language
  // `feed` takes an id for a URL, and writes its host in small letters.
  setChildText(element, 'id', atomId(entry.id))
  setChildText(element, 'updated', rfc3339(entry.updatedAt))
  setChildText(element, 'published', rfc3339(entry.publishedAt))
  for (const { name, attributes } of childElements(element)) {
    // Text constructs (§3.1) of type `text`, so that `Tom <script>` is shown and not run or dropped.
    if (name === 'title' || name === 'summary') attributes.type = 'text'
    if (name === 'link') Object.assign(attributes, { rel: 'alternate', type: 'text/html', hreflang: language })
    // Its URLs are absolute; a reader that takes one for relative goes by the page, and not by the feed.
    if (name === 'content') attributes['xml:base'] = url
  }
  addAtomEnclosures(element, entry)
  if (entry.image) addImage(element, entry.image)
  addAtomLicence(element, entry.rights)
  inOrder(element, ENTRY_ORDER)
}
