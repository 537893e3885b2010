import type { Element } from '@xmldom/xmldom'
import { addRssEnclosure } from './enclosures.ts'
import type { Feed, FeedEntry, FeedSite } from './feed.ts'
import { feedSkeleton } from './feed-skeleton.ts'
import type { FeedWriting } from './feed-writer.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { addWalk } from './walk-links.ts'
import { rfc822, rfc3339 } from './written-dates.ts'
import { entryTexts, frameTexts } from './xml-pieces.ts'
import { addRssRights } from './xml-rights.ts'
import {
  addElement,
  childElements,
  parseXml,
  setCharacterData,
  setChildText,
  setLanguage,
  textAsHtml,
} from './xml-tree.ts'

/**
 * RSS 2.0 (rssboard.org/rss-profile), with the full text in content:encoded, authors in dc:creator (RSS's own <author>
 * must hold an address) and the date of a change in atom:updated. The same feed gives the same bytes.
 */
export const RSS: FeedWriting = {
  separator: '',
  writeEntries(entries, frame) {
    const rss = parseXml(feedSkeleton({ ...frame, entries }, 'rss'))
    return entryTexts(rss, childElements(channelOf(rss), 'item'), entries, completeItem)
  },
  writeFrame(frame, prefixes) {
    const rss = parseXml(feedSkeleton({ ...frame, entries: [] }, 'rss'))
    setLanguage(rss, frame.site.language)
    completeChannel(channelOf(rss), frame)
    return frameTexts(rss, channelOf(rss), { prefixes, styleSheet: frame.styleSheet })
  },
}

function channelOf(rss: Element): Element {
  return childElements(rss, 'channel')[0] ?? addElement(rss, 'channel')
}

function completeChannel(channel: Element, { site, entries, hub, walk }: Feed): void {
  setPlain(channel, 'title', site.title)
  setPlain(channel, 'description', site.description ?? site.title)
  if (hub) addElement(channel, 'atom:link', '', { rel: 'hub', href: hub })
  addWalk(channel, 'atom:link', 'rss', walk)
  if (site.rights) addPlain(channel, 'copyright', site.rights.text)
  addRssRights(channel, site.rights)
  if (site.icon && OLD_PICTURE.test(site.icon)) addChannelImage(channel, site, site.icon)
  const [lastBuildDate] = childElements(channel, 'lastBuildDate')
  const changed = lastChange(entries)
  if (changed) setChildText(channel, 'lastBuildDate', rfc822(changed))
  else if (lastBuildDate) channel.removeChild(lastBuildDate)
}

/** The formats that RSS 2.0 has for it. */
const OLD_PICTURE = /\.(?:gif|jpe?g|png)$/i

/** Its title and link are to be the channel's (rssboard.org/rss-profile, "image"). */
function addChannelImage(channel: Element, { title, url }: FeedSite, icon: string): void {
  const image = addElement(channel, 'image')
  addElement(image, 'url', icon)
  addPlain(image, 'title', title)
  addElement(image, 'link', url)
}

function completeItem(item: Element, entry: FeedEntry): void {
  setLanguage(item, entry.language)
  setChildText(item, 'guid', entry.id)
  childElements(item, 'guid')[0]?.setAttribute('isPermaLink', String(entry.id === entry.url))
  setChildText(item, 'pubDate', rfc822(entry.publishedAt))
  item.insertBefore(addPlain(item, 'title', entry.title), item.firstChild)
  if (!entry.updatedAt.instant.equals(entry.publishedAt.instant)) {
    addElement(item, 'atom:updated', rfc3339(entry.updatedAt))
  }
  for (const author of entry.authors) addPlain(item, 'dc:creator', author.name)
  for (const tag of entry.tags) addPlain(item, 'category', tag)
  addRssEnclosure(item, entry)
  if (entry.image) addImage(item, entry.image)
  if (entry.rights) addPlain(item, 'dc:rights', entry.rights.text)
  addRssRights(item, entry.rights)
  addTexts(item, entry)
}

function setPlain(parent: Element, name: string, text: string): void {
  setCharacterData(childElements(parent, name)[0] ?? addElement(parent, name), text)
}

function addPlain(parent: Element, name: string, text: string): Element {
  const element = addElement(parent, name)
  setCharacterData(element, text)
  return element
}

/** `description` is HTML, and stands before `content:encoded`: some readers keep the one that comes last. */
function addTexts(item: Element, { summary, html }: FeedEntry): void {
  const description = summary ? textAsHtml(item, summary) : html
  if (description) addElement(item, 'description', description)
  if (summary && html) addElement(item, 'content:encoded', html)
}
