import { buildRss } from './build-xml.ts'
import type { Feed, FeedEntry } from './feed.ts'
import type { FeedWriting } from './feed-writer.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { addWalk } from './walk-links.ts'
import { rfc822, rfc3339 } from './written-dates.ts'
import { addElement, childElements, inOrder, removeChildren, setChildText, type XmlElement } from './xml-element.ts'
import { ATOM } from './xml-namespaces.ts'
import { xmlParts } from './xml-pieces.ts'
import { addRssRights } from './xml-rights.ts'

/**
 * RSS 2.0 (rssboard.org/rss-profile), with the full text in content:encoded, authors in dc:creator and the date of a
 * change in atom:updated. The same feed gives the same bytes.
 */
export const RSS: FeedWriting = {
  separator: '',
  write(frame, entries) {
    const built = buildRss(frame, entries)
    for (const { element, entry } of built.entries) completeItem(element, entry)
    completeChannel(built.parent, frame)
    built.root.attributes = { version: '2.0', 'xmlns:atom': ATOM, 'xml:lang': frame.site.language }
    return xmlParts(built, { depth: 2, styleSheet: frame.styleSheet })
  },
}

const CHANNEL_ORDER = [
  ...['title', 'link', 'description', 'lastBuildDate', 'docs', 'generator', 'language'],
  ...['atom:link self', 'atom:link hub', 'fh:archive', 'atom:link'],
  ...['copyright', 'creativeCommons:license', 'image'],
]

function completeChannel(channel: XmlElement, { site, entries, walk }: Feed): void {
  addWalk(channel, 'atom:link', 'rss', walk)
  addRssRights(channel, site.rights)
  const changed = lastChange(entries)
  if (changed) setChildText(channel, 'lastBuildDate', rfc822(changed))
  else removeChildren(channel, 'lastBuildDate')
  for (const image of childElements(channel, 'image')) inOrder(image, ['url', 'title', 'link'])
  plainTextsOfChannel(channel)
  inOrder(channel, CHANNEL_ORDER)
}

/** `description` comes before `content:encoded`: some readers keep the one that comes last. */
const ITEM_ORDER = [
  ...['title', 'link', 'guid', 'pubDate', 'atom:updated', 'dc:creator', 'category', 'enclosure'],
  ...['media:content', 'media:thumbnail', 'dc:rights', 'creativeCommons:license', 'description', 'content:encoded'],
]

function completeItem(item: XmlElement, entry: FeedEntry): void {
  item.attributes['xml:lang'] = entry.language
  for (const guid of childElements(item, 'guid')) guid.attributes.isPermaLink = String(entry.id === entry.url)
  setChildText(item, 'pubDate', rfc822(entry.publishedAt))
  if (!entry.updatedAt.instant.equals(entry.publishedAt.instant)) {
    addElement(item, 'atom:updated', rfc3339(entry.updatedAt))
  }
  // One: of several, many readers show the first alone.
  if (entry.authors.length > 0) addElement(item, 'dc:creator', entry.authors.map(({ name }) => name).join(', '))
  if (entry.image) addImage(item, entry.image)
  if (entry.rights) addElement(item, 'dc:rights', entry.rights.text)
  addRssRights(item, entry.rights)
  plainTextsOfItem(item)
  inOrder(item, ITEM_ORDER)
}

/** The texts of a channel that RSS does not say to be plain are written so that they are taken for it. */
export function plainTextsOfChannel(channel: XmlElement): void {
  asPlain(channel, ['title', 'description', 'copyright'])
  for (const image of childElements(channel, 'image')) asPlain(image, ['title'])
}

export function plainTextsOfItem(item: XmlElement): void {
  asPlain(item, ['title', 'dc:creator', 'category', 'dc:rights'])
}

function asPlain(parent: XmlElement, names: string[]): void {
  for (const child of childElements(parent)) {
    if (!names.includes(child.name)) continue
    child.children = child.children.map((text) => (typeof text === 'string' ? { characters: text } : text))
  }
}
