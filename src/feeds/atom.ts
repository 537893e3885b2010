import type { Element } from '@xmldom/xmldom'
import { addAtomEnclosures } from './enclosures.ts'
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts'
import { feedSkeleton } from './feed-skeleton.ts'
import type { FeedWriting } from './feed-writer.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { addWalk } from './walk-links.ts'
import { rfc3339 } from './written-dates.ts'
import { entryTexts, frameTexts } from './xml-pieces.ts'
import { addAtomRights } from './xml-rights.ts'
import { addElement, childElements, parseXml, setBase, setChildText, setLanguage } from './xml-tree.ts'

/** Atom 1.0 (RFC 4287), with the full text as HTML content. The same feed gives the same bytes. */
export const ATOM_1: FeedWriting = {
  separator: '',
  writeEntries(entries, frame) {
    const root = parseXml(feedSkeleton({ ...frame, entries }, 'atom'))
    return entryTexts(root, childElements(root, 'entry'), entries, completeEntry)
  },
  writeFrame(frame, prefixes) {
    const root = parseXml(feedSkeleton({ ...frame, entries: [] }, 'atom'))
    completeFeed(root, frame)
    return frameTexts(root, root, { prefixes, styleSheet: frame.styleSheet })
  },
}

/** An empty feed must still say when it changed (§4.1.1), and must not say "now". */
const NEVER = '1970-01-01T00:00:00Z'

function completeFeed(root: Element, { site, entries, hub, walk }: Feed): void {
  setLanguage(root, site.language)
  setChildText(root, 'title', site.title)
  const changed = lastChange(entries)
  setChildText(root, 'updated', changed ? rfc3339(changed) : NEVER)
  for (const link of childElements(root, 'link')) {
    const isSelf = link.getAttribute('rel') === 'self'
    link.setAttribute('type', isSelf ? 'application/atom+xml' : 'text/html')
    if (!isSelf) link.setAttribute('hreflang', site.language)
  }
  if (hub) addElement(root, 'link', '', { rel: 'hub', href: hub })
  addWalk(root, 'link', 'atom', walk)
  if (site.description) addElement(root, 'subtitle', site.description)
  if (site.favicon ?? site.icon) addElement(root, 'icon', site.favicon ?? site.icon)
  if (site.icon) addElement(root, 'logo', site.icon)
  addAtomRights(root, site.rights)
  addPerson(root, site.author ?? { name: site.title })
}

function completeEntry(element: Element, entry: FeedEntry): void {
  setLanguage(element, entry.language)
  setPlainText(element, 'title', entry.title)
  setChildText(element, 'id', entry.id)
  const [link] = childElements(element, 'link')
  link?.setAttribute('rel', 'alternate')
  link?.setAttribute('type', 'text/html')
  link?.setAttribute('hreflang', entry.language)
  setChildText(element, 'published', rfc3339(entry.publishedAt))
  setChildText(element, 'updated', rfc3339(entry.updatedAt))
  // Each names its author (§4.1.2), since readers look there and not at the feed's.
  for (const author of entry.authors) addPerson(element, author)
  for (const tag of entry.tags) addElement(element, 'category', '', { term: tag })
  addAtomEnclosures(element, entry)
  if (entry.image) addImage(element, entry.image)
  addAtomRights(element, entry.rights)
  // An entry says something (§4.1.1.1): of a post without a word, its title.
  const summary = entry.summary || (entry.html ? '' : entry.title)
  if (summary) setPlainText(element, 'summary', summary)
  // Its URLs are absolute; a reader that takes one for relative goes by the page, and not by the feed.
  if (entry.html) setBase(addElement(element, 'content', entry.html, { type: 'html' }), entry.url)
}

/** A text construct (§3.1) of type `text`, so that `Tom <script>` is shown and not run or dropped. */
function setPlainText(parent: Element, name: string, text: string): void {
  setChildText(parent, name, text)
  childElements(parent, name)[0]?.setAttribute('type', 'text')
}

function addPerson(parent: Element, author: FeedAuthor): void {
  const person = addElement(parent, 'author')
  addElement(person, 'name', author.name)
  if (author.url) addElement(person, 'uri', author.url)
}
