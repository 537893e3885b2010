import type { Element } from '@xmldom/xmldom'
import { cleanFeed } from './clean-feed.ts'
import { addRssEnclosure } from './enclosures.ts'
import type { Feed, FeedEntry } from './feed.ts'
import { feedSkeleton } from './feed-skeleton.ts'
import { lastChange } from './last-change.ts'
import { addImage } from './media-image.ts'
import { addWalk } from './walk-links.ts'
import { rfc822, rfc3339 } from './written-dates.ts'
import { addElement, childElements, parseXml, setChildText, setLanguage, textAsHtml, writeXml } from './xml-tree.ts'

/**
 * RSS 2.0 (rssboard.org/rss-profile), with the full text in content:encoded, authors in dc:creator (RSS's own <author>
 * must hold an address) and the date of a change in atom:updated. The same feed gives the same bytes.
 * @throws BroadsheetError `feeds.entry` naming each entry that no feed can hold (checkEntry).
 */
export function writeRss(feed: Feed): string {
  const clean = cleanFeed(feed)
  const rss = parseXml(feedSkeleton(clean, 'rss'))
  setLanguage(rss, clean.site.language)
  const channel = childElements(rss, 'channel')[0] ?? addElement(rss, 'channel')
  completeChannel(channel, clean)
  childElements(channel, 'item').forEach((item, index) => {
    const entry = clean.entries[index]
    if (entry) completeItem(item, entry, clean.site.language)
  })
  return writeXml(rss, clean.styleSheet)
}

function completeChannel(channel: Element, { site, entries, hub, walk }: Feed): void {
  setChildText(channel, 'title', site.title)
  setChildText(channel, 'description', site.description ?? site.title)
  const first = childElements(channel, 'item')[0] ?? null
  if (hub) channel.insertBefore(addElement(channel, 'atom:link', '', { rel: 'hub', href: hub }), first)
  for (const element of addWalk(channel, 'atom:link', 'rss', walk)) channel.insertBefore(element, first)
  const [lastBuildDate] = childElements(channel, 'lastBuildDate')
  const changed = lastChange(entries)
  if (changed) setChildText(channel, 'lastBuildDate', rfc822(changed))
  else if (lastBuildDate) channel.removeChild(lastBuildDate)
}

function completeItem(item: Element, entry: FeedEntry, feedLanguage: string): void {
  if (entry.language !== feedLanguage) setLanguage(item, entry.language)
  setChildText(item, 'guid', entry.id)
  setChildText(item, 'pubDate', rfc822(entry.publishedAt))
  item.insertBefore(addElement(item, 'title', entry.title), item.firstChild)
  if (!entry.updatedAt.instant.equals(entry.publishedAt.instant)) {
    addElement(item, 'atom:updated', rfc3339(entry.updatedAt))
  }
  for (const author of entry.authors) addElement(item, 'dc:creator', author.name)
  for (const tag of entry.tags) addElement(item, 'category', tag)
  addRssEnclosure(item, entry)
  if (entry.image) addImage(item, entry.image)
  addTexts(item, entry)
}

/** `description` is HTML, and stands before `content:encoded`: some readers keep the one that comes last. */
function addTexts(item: Element, { summary, html }: FeedEntry): void {
  const description = summary ? textAsHtml(item, summary) : html
  if (description) addElement(item, 'description', description)
  if (summary && html) addElement(item, 'content:encoded', html)
}
