import { cleanLine } from './clean-text.ts'
import type { FeedGroup, ListedFeed } from './listed-feed.ts'
import { writeXml } from './write-xml.ts'
import { addElement, type XmlElement } from './xml-element.ts'

/** All feeds for readers to import: OPML 2.0 (opml.org/spec2.opml), its subscription lists, a folder for each group. */
export function writeOpml(site: { title: string; url: string }, groups: FeedGroup[]): string {
  const opml: XmlElement = { name: 'opml', attributes: { version: '2.0' }, children: [] }
  addElement(addElement(opml, 'head'), 'title', cleanLine(site.title))
  const body = addElement(opml, 'body')
  for (const { heading, feeds } of groups) {
    const folder = addElement(body, 'outline', '', { text: heading })
    for (const feed of feeds) addFeed(folder, feed, site.url)
  }
  return writeXml(opml)
}

/** `type` is rss for Atom too; `text` is what every reader shows. */
function addFeed(folder: XmlElement, { title, urls }: ListedFeed, htmlUrl: string): void {
  const name = cleanLine(title)
  addElement(folder, 'outline', '', { type: 'rss', text: name, title: name, xmlUrl: urls.rss, htmlUrl })
}
