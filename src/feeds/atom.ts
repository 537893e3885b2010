import type { Element } from '@xmldom/xmldom'
import { cleanFeed } from './clean-feed.ts'
import { addAtomEnclosures } from './enclosures.ts'
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts'
import { feedSkeleton } from './feed-skeleton.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { addWalk } from './walk-links.ts'
import { rfc3339 } from './written-dates.ts'
import { addElement, childElements, parseXml, setChildText, setLanguage, writeXml } from './xml-tree.ts'

/**
 * Atom 1.0 (RFC 4287), with the full text as HTML content. The same feed gives the same bytes.
 * @throws BroadsheetError `feeds.entry` naming each entry that no feed can hold (checkEntry).
 */
export function writeAtom(feed: Feed): string {
  const clean = cleanFeed(feed)
  const root = parseXml(feedSkeleton(clean, 'atom'))
  completeFeed(root, clean)
  // Each entry names its author (§4.1.2), since readers look there and not at the feed's.
  const fallback = clean.site.author ?? { name: clean.site.title }
  childElements(root, 'entry').forEach((element, index) => {
    const entry = clean.entries[index]
    if (entry) completeEntry(element, entry, clean.site.language, fallback)
  })
  return writeXml(root, clean.styleSheet)
}

/** An empty feed must still say when it changed (§4.1.1), and must not say "now". */
const NEVER = '1970-01-01T00:00:00Z'

function completeFeed(root: Element, { site, entries, hub, walk }: Feed): void {
  setLanguage(root, site.language)
  setChildText(root, 'title', site.title)
  const changed = lastChange(entries)
  setChildText(root, 'updated', changed ? rfc3339(changed) : NEVER)
  for (const link of childElements(root, 'link')) {
    link.setAttribute('type', link.getAttribute('rel') === 'self' ? 'application/atom+xml' : 'text/html')
  }
  const firstEntry = childElements(root, 'entry')[0] ?? null
  if (hub) root.insertBefore(addElement(root, 'link', '', { rel: 'hub', href: hub }), firstEntry)
  for (const element of addWalk(root, 'link', 'atom', walk)) root.insertBefore(element, firstEntry)
  if (site.description) root.insertBefore(addElement(root, 'subtitle', site.description), firstEntry)
  root.insertBefore(addPerson(root, site.author ?? { name: site.title }), firstEntry)
}

function completeEntry(element: Element, entry: FeedEntry, feedLanguage: string, fallback: FeedAuthor): void {
  if (entry.language !== feedLanguage) setLanguage(element, entry.language)
  setPlainText(element, 'title', entry.title)
  setChildText(element, 'id', entry.id)
  childElements(element, 'link')[0]?.setAttribute('rel', 'alternate')
  setChildText(element, 'published', rfc3339(entry.publishedAt))
  setChildText(element, 'updated', rfc3339(entry.updatedAt))
  for (const author of entry.authors.length > 0 ? entry.authors : [fallback]) addPerson(element, author)
  for (const tag of entry.tags) addElement(element, 'category', '', { term: tag })
  addAtomEnclosures(element, entry)
  if (entry.image) addImage(element, entry.image)
  if (entry.summary) setPlainText(element, 'summary', entry.summary)
  if (entry.html) addElement(element, 'content', entry.html, { type: 'html' })
}

/** A text construct (§3.1) of type `text`, so that `Tom <script>` is shown and not run or dropped. */
function setPlainText(parent: Element, name: string, text: string): void {
  setChildText(parent, name, text)
  childElements(parent, name)[0]?.setAttribute('type', 'text')
}

function addPerson(parent: Element, author: FeedAuthor): Element {
  const person = addElement(parent, 'author')
  addElement(person, 'name', author.name)
  if (author.url) addElement(person, 'uri', author.url)
  return person
}
