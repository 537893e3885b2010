import { createHash } from 'node:crypto'
import { atomId } from './atom-id.ts'
import type { FeedFormat } from './feed.ts'
import { parseXml } from './read-xml.ts'
import { plainTextsOfChannel, plainTextsOfItem } from './rss.ts'
import { writeXml } from './write-xml.ts'
import { childElements, isElement, type XmlElement } from './xml-element.ts'

/** What one subscriber reads of a newsletter in place of its mails. */
export interface PrivateFeed {
  newsletter: string
  /** Tags; empty: all posts of the newsletter. */
  topics: string[]
  /** They left. */
  isOver: boolean
  /** Ids of the entries that are theirs: became new since they asked for the newsletter, and did not come by mail. */
  entryIds: string[]
}

/**
 * A newsletter's own document with the entries of these ids alone, and without what leads others to it: it names itself by
 * its private address, and no hub.
 *
 * @param text of the public document, as Broadsheet writes it
 */
export function onlyEntries(
  format: FeedFormat,
  text: string,
  { ids, selfUrl }: { ids: ReadonlySet<string>; selfUrl: string },
): string {
  return format === 'json' ? onlyItems(text, ids, selfUrl) : onlyElements(format, text, ids, selfUrl)
}

function onlyItems(text: string, ids: ReadonlySet<string>, selfUrl: string): string {
  const {
    hubs: _,
    next_url: __,
    items,
    ...frame
  } = JSON.parse(text) as { items: { id: string }[] } & Record<string, unknown>
  return `${JSON.stringify({ ...frame, feed_url: selfUrl, items: items.filter(({ id }) => ids.has(id)) }, null, 2)}\n`
}

function onlyElements(format: 'rss' | 'atom', text: string, ids: ReadonlySet<string>, selfUrl: string): string {
  const root = parseXml(text)
  const [entry, id, wanted] = format === 'rss' ? ['item', 'guid', ids] : ['entry', 'id', new Set([...ids].map(atomId))]
  const feed = format === 'rss' ? (childElements(root, 'channel')[0] ?? root) : root
  feed.children = feed.children.filter((node) => {
    if (!isElement(node)) return true
    if (node.name === entry) return wanted.has(textOf(childElements(node, id)[0]))
    return node.name !== 'fh:archive' && !isPublicLink(node)
  })
  if (format === 'rss') {
    plainTextsOfChannel(feed)
    for (const item of childElements(feed, entry)) plainTextsOfItem(item)
  }
  for (const link of childElements(feed).filter(isLink))
    if (link.attributes.rel === 'self') link.attributes = { ...link.attributes, href: selfUrl }
  return writeXml(root)
}

function isLink({ name }: XmlElement): boolean {
  return name === 'link' || name === 'atom:link'
}

/** To a hub, to older entries, to the same in another format. */
function isPublicLink(element: XmlElement): boolean {
  const { rel, type = '' } = element.attributes
  return isLink(element) && (PUBLIC.has(rel ?? '') || (rel === 'alternate' && /\b(?:rss|atom|feed)\b/.test(type)))
}

const PUBLIC = new Set(['hub', 'prev-archive', 'next-archive', 'current', 'first', 'last', 'next', 'previous'])

function textOf(element: XmlElement | undefined): string {
  return (element?.children ?? []).map((node) => (typeof node === 'string' ? node : '')).join('')
}

/** Of the same document and entries the same: a strong validator (RFC 9110 §8.8.1). */
export function privateFeedTag(
  text: string | Uint8Array,
  { newsletter, topics }: PrivateFeed,
  ids: Iterable<string>,
): string {
  const facts = JSON.stringify([newsletter, topics, [...ids].sort()])
  return createHash('sha256').update(text).update('\0').update(facts).digest('hex').slice(0, 32)
}
