import { addRssEnclosure } from './enclosures.ts'
import type { Feed, FeedEntry, FeedSite } from './feed.ts'
import { feedSkeleton } from './feed-skeleton.ts'
import type { FeedWriting } from './feed-writer.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { parseXml } from './read-xml.ts'
import { addWalk } from './walk-links.ts'
import { escapeText } from './write-xml.ts'
import { rfc822, rfc3339 } from './written-dates.ts'
import { addElement, childElements, removeChild, setChildText, type XmlElement } from './xml-element.ts'
import { entryText, frameTexts } from './xml-pieces.ts'
import { addRssRights } from './xml-rights.ts'

/**
 * RSS 2.0 (rssboard.org/rss-profile), with the full text in content:encoded, authors in dc:creator (RSS's own <author>
 * must hold an address) and the date of a change in atom:updated. The same feed gives the same bytes.
 */
export const RSS: FeedWriting = {
  separator: '',
  writeEntry: (entry) => entryText(itemOf(entry), 2),
  writeFrame(frame, prefixes) {
    const rss = parseXml(feedSkeleton(frame, 'rss'))
    rss.attributes['xml:lang'] = frame.site.language
    completeChannel(channelOf(rss), frame)
    return frameTexts(rss, channelOf(rss), { prefixes, styleSheet: frame.styleSheet })
  },
}

function channelOf(rss: XmlElement): XmlElement {
  return childElements(rss, 'channel')[0] ?? addElement(rss, 'channel')
}

function completeChannel(channel: XmlElement, { site, entries, hub, walk }: Feed): void {
  setChildText(channel, 'title', { characters: site.title })
  setChildText(channel, 'description', { characters: site.description ?? site.title })
  if (hub) addElement(channel, 'atom:link', '', { rel: 'hub', href: hub })
  addWalk(channel, 'atom:link', 'rss', walk)
  if (site.rights) addPlain(channel, 'copyright', site.rights.text)
  addRssRights(channel, site.rights)
  if (site.icon && OLD_PICTURE.test(site.icon)) addChannelImage(channel, site, site.icon)
  const [lastBuildDate] = childElements(channel, 'lastBuildDate')
  const changed = lastChange(entries)
  if (changed) setChildText(channel, 'lastBuildDate', rfc822(changed))
  else if (lastBuildDate) removeChild(channel, lastBuildDate)
}

/** The formats that RSS 2.0 has for it. */
const OLD_PICTURE = /\.(?:gif|jpe?g|png)$/i

/** Its title and link are to be the channel's (rssboard.org/rss-profile, "image"). */
function addChannelImage(channel: XmlElement, { title, url }: FeedSite, icon: string): void {
  const image = addElement(channel, 'image')
  addElement(image, 'url', icon)
  addPlain(image, 'title', title)
  addElement(image, 'link', url)
}

function itemOf(entry: FeedEntry): XmlElement {
  const item: XmlElement = { name: 'item', attributes: { 'xml:lang': entry.language }, children: [] }
  addPlain(item, 'title', entry.title)
  addElement(item, 'link', entry.url)
  addElement(item, 'guid', entry.id, { isPermaLink: String(entry.id === entry.url) })
  addElement(item, 'pubDate', rfc822(entry.publishedAt))
  if (!entry.updatedAt.instant.equals(entry.publishedAt.instant)) {
    addElement(item, 'atom:updated', rfc3339(entry.updatedAt))
  }
  // One: of several, many readers show the first alone.
  if (entry.authors.length > 0) addPlain(item, 'dc:creator', entry.authors.map(({ name }) => name).join(', '))
  for (const tag of entry.tags) addPlain(item, 'category', tag)
  addRssEnclosure(item, entry)
  if (entry.image) addImage(item, entry.image)
  if (entry.rights) addPlain(item, 'dc:rights', entry.rights.text)
  addRssRights(item, entry.rights)
  addTexts(item, entry)
  return item
}

function addPlain(parent: XmlElement, name: string, text: string): void {
  addElement(parent, name, { characters: text })
}

/** `description` is HTML, and stands before `content:encoded`: some readers keep the one that comes last. */
function addTexts(item: XmlElement, { summary, html }: FeedEntry): void {
  const description = summary ? escapeText(summary) : html
  if (description) addElement(item, 'description', description)
  if (summary && html) addElement(item, 'content:encoded', html)
}
