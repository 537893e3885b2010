import type { Problem } from '../config/problem.ts'
import { isWebUrl } from './check-entry.ts'
import { broken, requireDates, requireOne, requireSelfLink, requireUnique, textOf } from './rules.ts'
import { isRfc822, isRfc3339 } from './written-dates.ts'
import { childElements, type XmlElement } from './xml-element.ts'

/** The rules of RSS 2.0 that readers depend on (rssboard.org/rss-specification, with the profile's on guid and self). */
export function checkRss(rss: XmlElement): Problem[] {
  const [channel] = childElements(rss, 'channel')
  if (rss.name !== 'rss' || rss.attributes.version !== '2.0' || !channel) {
    return [broken(rss, 'This is not RSS 2.0 with a channel.')]
  }
  const items = childElements(channel, 'item')
  return [
    ...requireOne(channel, ['title', 'link', 'description']),
    ...requireDates(channel, ['lastBuildDate'], isRfc822),
    ...requireSelfLink(channel, 'atom:link'),
    ...items.flatMap(checkItem),
    ...requireUnique(items.map((item) => textOf(item, 'guid'))),
  ]
}

function checkItem(item: XmlElement): Problem[] {
  const link = textOf(item, 'link')
  return [
    ...requireOne(item, ['title', 'link', 'guid', 'pubDate']),
    ...requireDates(item, ['pubDate'], isRfc822),
    ...requireDates(item, ['atom:updated'], isRfc3339),
    ...(isWebUrl(link) ? [] : [broken(item, `<link> holds "${link}", which no reader can open.`)]),
  ]
}
