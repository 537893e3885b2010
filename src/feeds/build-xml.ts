import { Feed as FeedBuilder, type FeedOptions, type Item } from 'feed'
import { BroadsheetError, failure } from '../config/problem.ts'
import { atomId } from './atom-id.ts'
import { rssEnclosure } from './enclosures.ts'
import type { Feed, FeedAuthor, FeedEntry } from './feed.ts'
import { MalformedXml, parseXml } from './read-xml.ts'
import { escapeText } from './write-xml.ts'
import { childElements, removeChildren, type XmlElement } from './xml-element.ts'

/** A document as a tree. Its entries are taken out; they come last in `parent`. */
export interface BuiltXml {
  root: XmlElement
  parent: XmlElement
  entries: { entry: FeedEntry; element: XmlElement }[]
}

/** `feed` builds RSS with these entries. All must be clean (clean-feed.ts). @throws BroadsheetError `feeds.malformed` */
export function buildRss(feed: Feed, entries: FeedEntry[]): BuiltXml {
  const builder = builderOf(rssOptions(feed), entries.map(rssItem))
  const root = treeOf(builder.rss2())
  const [channel = root] = childElements(root, 'channel')
  return taken(root, channel, 'item', entries)
}

/** Likewise Atom. @throws BroadsheetError `feeds.malformed` */
export function buildAtom(feed: Feed, entries: FeedEntry[]): BuiltXml {
  const builder = builderOf(atomOptions(feed), entries.map(atomItem))
  const root = treeOf(builder.atom1())
  return taken(root, root, 'entry', entries)
}

function builderOf(options: FeedOptions, items: Item[]): FeedBuilder {
  const builder = new FeedBuilder(options)
  for (const item of items) builder.addItem(item)
  return builder
}

function treeOf(document: string): XmlElement {
  try {
    return unshielded(parseXml(document))
  } catch (error) {
    if (!(error instanceof MalformedXml)) throw error
    throw new BroadsheetError(failure('feeds.malformed', `The feed is not well-formed: ${error.message}.`))
  }
}

function taken(root: XmlElement, parent: XmlElement, name: string, entries: FeedEntry[]): BuiltXml {
  const elements = childElements(parent, name)
  removeChildren(parent, name)
  return { root, parent, entries: entries.map((entry, index) => ({ entry, element: elementAt(elements, index) })) }
}

function elementAt(elements: XmlElement[], index: number): XmlElement {
  const element = elements[index]
  if (!element) throw new Error(`only ${elements.length} entries were built`)
  return element
}

function optionsOf({ site, selfUrls, hub }: Feed): FeedOptions {
  return {
    id: shielded(selfUrls.atom),
    title: shielded(site.title),
    link: site.url,
    feedLinks: { rss: selfUrls.rss, atom: selfUrls.atom },
    language: site.language,
    // Without a date it takes the clock.
    updated: new Date(0),
    generator: 'Broadsheet',
    docs: 'https://www.rssboard.org/rss-specification',
    ...(hub && { hub }),
    ...(site.rights && { copyright: shielded(site.rights.text) }),
  }
}

/** The formats that RSS 2.0 has for a channel's picture. */
const OLD_PICTURE = /\.(?:gif|jpe?g|png)$/i

function rssOptions(feed: Feed): FeedOptions {
  const { title, description = title, icon } = feed.site
  return {
    ...optionsOf(feed),
    description: shielded(description),
    ...(icon && OLD_PICTURE.test(icon) && { image: shielded(icon) }),
  }
}

function atomOptions(feed: Feed): FeedOptions {
  const { title, description, icon, favicon = icon, author = { name: title } } = feed.site
  return {
    ...optionsOf(feed),
    author: builtAuthor(author),
    ...(description && { description: shielded(description) }),
    ...(icon && { image: shielded(icon) }),
    ...(favicon && { favicon: shielded(favicon) }),
  }
}

function itemOf(entry: FeedEntry): Item {
  return {
    title: shielded(entry.title),
    link: entry.url,
    date: new Date(entry.updatedAt.instant.epochMilliseconds),
    published: new Date(entry.publishedAt.instant.epochMilliseconds),
  }
}

/** `description` is HTML. Without an author: RSS's own must hold an address. */
function rssItem(entry: FeedEntry): Item {
  const { id, summary, html, tags } = entry
  const description = summary ? escapeText(summary) : html && shieldedHtml(html)
  const enclosure = rssEnclosure(entry)
  return {
    ...itemOf(entry),
    guid: shielded(id),
    category: tags.map((tag) => ({ name: shielded(tag) })),
    ...(description && { description }),
    ...(summary && html && { content: shieldedHtml(html) }),
    ...(enclosure && { enclosure }),
  }
}

function atomItem(entry: FeedEntry): Item {
  const { id, title, summary, html, tags, authors, rights } = entry
  // An entry says something (RFC 4287 §4.1.1.1): of a post without a word, its title.
  const description = summary || (html ? '' : title)
  return {
    ...itemOf(entry),
    id: atomId(id),
    author: authors.map(builtAuthor),
    category: tags.map((tag) => ({ term: shielded(tag) })),
    ...(description && { description: shielded(description) }),
    ...(html && { content: shieldedHtml(html) }),
    ...(rights && { copyright: shielded(rights.text) }),
  }
}

function builtAuthor({ name, url }: FeedAuthor) {
  return { name: shielded(name), ...(url && { link: url }) }
}

/**
 * The serialiser of `feed` takes `&amp;` in a text for `&`, leaves `<` in attributes as it is and splits one `]]>` of a
 * text only. So these characters of plain texts pass through it as noncharacters, which no clean text has.
 */
const SHIELDS: Record<string, string> = { '&': '\uFDD0', '<': '\uFDD1', '>': '\uFDD2' }
const SHIELDED = Object.fromEntries(Object.entries(SHIELDS).map(([character, shield]) => [shield, character]))

function shielded(text: string): string {
  return text.replace(/[&<>]/g, (character) => SHIELDS[character] ?? character)
}

/** It goes into a CDATA section. */
function shieldedHtml(html: string): string {
  return html.replaceAll(']]>', `]]${SHIELDS['>']}`)
}

function unshieldedText(text: string): string {
  return text.replace(/[\uFDD0-\uFDD2]/g, (shield) => SHIELDED[shield] ?? shield)
}

function unshielded({ name, attributes, children }: XmlElement): XmlElement {
  return {
    name,
    attributes: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, unshieldedText(value)])),
    children: children.map((child) => {
      if (typeof child === 'string') return unshieldedText(child)
      return 'name' in child ? unshielded(child) : child
    }),
  }
}
