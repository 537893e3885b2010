import { atomId } from './atom-id.ts'
import { addAtomEnclosures } from './enclosures.ts'
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts'
import { feedSkeleton } from './feed-skeleton.ts'
import type { FeedWriting } from './feed-writer.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { parseXml } from './read-xml.ts'
import { addWalk } from './walk-links.ts'
import { rfc3339 } from './written-dates.ts'
import { addElement, childElements, setChildText, type XmlElement } from './xml-element.ts'
import { entryText, frameTexts } from './xml-pieces.ts'
import { addAtomRights } from './xml-rights.ts'

/** Atom 1.0 (RFC 4287), with the full text as HTML content. The same feed gives the same bytes. */
export const ATOM_1: FeedWriting = {
  separator: '',
  writeEntry: (entry) => entryText(entryElement(entry), 1),
  writeFrame(frame, prefixes) {
    const root = parseXml(feedSkeleton(frame, 'atom'))
    completeFeed(root, frame)
    return frameTexts(root, root, { prefixes, styleSheet: frame.styleSheet })
  },
}

/** An empty feed must still say when it changed (§4.1.1), and must not say "now". */
const NEVER = '1970-01-01T00:00:00Z'

function completeFeed(root: XmlElement, { site, entries, hub, walk }: Feed): void {
  root.attributes['xml:lang'] = site.language
  setChildText(root, 'title', site.title)
  const changed = lastChange(entries)
  setChildText(root, 'updated', changed ? rfc3339(changed) : NEVER)
  for (const link of childElements(root, 'link')) {
    const isSelf = link.attributes.rel === 'self'
    link.attributes.type = isSelf ? 'application/atom+xml' : 'text/html'
    if (!isSelf) link.attributes.hreflang = site.language
  }
  if (hub) addElement(root, 'link', '', { rel: 'hub', href: hub })
  addWalk(root, 'link', 'atom', walk)
  if (site.description) addElement(root, 'subtitle', site.description)
  if (site.favicon ?? site.icon) addElement(root, 'icon', site.favicon ?? site.icon)
  if (site.icon) addElement(root, 'logo', site.icon)
  addAtomRights(root, site.rights)
  addPerson(root, site.author ?? { name: site.title })
}

function entryElement(entry: FeedEntry): XmlElement {
  const { language, url } = entry
  const element: XmlElement = { name: 'entry', attributes: { 'xml:lang': language }, children: [] }
  addPlainText(element, 'title', entry.title)
  addElement(element, 'id', atomId(entry.id))
  addElement(element, 'link', '', { href: url, rel: 'alternate', type: 'text/html', hreflang: language })
  addElement(element, 'updated', rfc3339(entry.updatedAt))
  addElement(element, 'published', rfc3339(entry.publishedAt))
  // Each names its author (§4.1.2), since readers look there and not at the feed's.
  for (const author of entry.authors) addPerson(element, author)
  for (const tag of entry.tags) addElement(element, 'category', '', { term: tag })
  addAtomEnclosures(element, entry)
  if (entry.image) addImage(element, entry.image)
  addAtomRights(element, entry.rights)
  // An entry says something (§4.1.1.1): of a post without a word, its title.
  const summary = entry.summary || (entry.html ? '' : entry.title)
  if (summary) addPlainText(element, 'summary', summary)
  // Its URLs are absolute; a reader that takes one for relative goes by the page, and not by the feed.
  if (entry.html) addElement(element, 'content', entry.html, { type: 'html', 'xml:base': url })
  return element
}

/** A text construct (§3.1) of type `text`, so that `Tom <script>` is shown and not run or dropped. */
function addPlainText(parent: XmlElement, name: string, text: string): void {
  addElement(parent, name, text, { type: 'text' })
}

function addPerson(parent: XmlElement, author: FeedAuthor): void {
  const person = addElement(parent, 'author')
  addElement(person, 'name', author.name)
  if (author.url) addElement(person, 'uri', author.url)
}
