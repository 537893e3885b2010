import type { Element } from '@xmldom/xmldom'
import { checkHtml } from './check-html.ts'
import {
  type Content,
  checkAttribute,
  checkBlank,
  checkContent,
  checkEverywhere,
  checkPlainText,
  checkUri,
  type Report,
  reporter,
} from './check-values.ts'
import { isAllowedInEntry, isRegisteredRel } from './check-walk.ts'
import type { Finding } from './findings.ts'
import { isLanguage, isMediaType, isRfc822, isRfc3339, isWebUrl, isWholeNumber } from './values.ts'
import { children, nameOf, textOf } from './xml.ts'

const CHANNEL: Content = {
  title: '1',
  link: '1',
  description: '1',
  language: '?',
  copyright: '?',
  managingEditor: '?',
  webMaster: '?',
  pubDate: '?',
  lastBuildDate: '?',
  category: '*',
  generator: '?',
  docs: '?',
  cloud: '?',
  ttl: '?',
  image: '?',
  rating: '?',
  textInput: '?',
  skipHours: '?',
  skipDays: '?',
  item: '*',
  'atom:link': '*',
  'atom:author': '*',
  'atom:icon': '?',
  'dc:date': '?',
  'dc:rights': '?',
  'dc:language': '?',
}
const ITEM: Content = {
  title: '?',
  link: '?',
  description: '?',
  author: '?',
  category: '*',
  comments: '?',
  enclosure: '*',
  guid: '?',
  pubDate: '?',
  source: '?',
  'content:encoded': '?',
  'atom:author': '*',
  'atom:content': '?',
  'atom:id': '?',
  'atom:link': '*',
  'atom:published': '?',
  'atom:summary': '?',
  'atom:updated': '?',
  'dc:rights': '?',
  'dc:language': '?',
}
const IMAGE: Content = { url: '1', title: '1', link: '1', width: '?', height: '?', description: '?' }

/** One thing by two names: which of them is right, readers cannot know. */
const SAID_TWICE: Record<string, string> = {
  'dc:rights': 'copyright',
  'admin:generatorAgent': 'generator',
  'dc:language': 'language',
  'dcterms:modified': 'lastBuildDate',
  'dc:publisher': 'webMaster',
  'cc:license': 'creativeCommons:license',
}
const SAID_TWICE_OF_CHANNEL = { ...SAID_TWICE, 'dc:creator': 'managingEditor', 'dc:date': 'pubDate' }
const SAID_TWICE_OF_ITEM = {
  ...SAID_TWICE,
  'dc:creator': 'author',
  'dc:subject': 'category',
  'dc:source': 'source',
  'dc:date': 'pubDate',
  'atom:id': 'guid',
  'atom:published': 'pubDate',
}

/** RSS 2.0 by the validator's rules. */
export function checkRssByW3c(rss: Element): Finding[] {
  const { findings, report } = reporter()
  const channels = children(rss, 'channel')
  if (channels.length === 0) report('missing', rss, 'channel')
  if (channels.length > 1) report('duplicate', rss, 'channel')
  for (const channel of channels) checkChannel(channel, report)
  checkEverywhere(rss, report)
  return findings
}

function checkChannel(channel: Element, report: Report): void {
  checkContent(channel, CHANNEL, report)
  checkTwice(channel, SAID_TWICE_OF_CHANNEL, report)
  for (const child of children(channel)) {
    const name = nameOf(child)
    if (name === 'title') {
      checkBlank(child, report)
      checkPlainText(child, report)
    }
    if (name === 'link' || name === 'docs') checkUri(child, textOf(child), report)
    if (name === 'pubDate' || name === 'lastBuildDate') checkDate(child, isRfc822, report)
    if (name === 'language' && !isLanguage(textOf(child))) report('language', child, textOf(child))
    if (name === 'ttl') checkBlank(child, report)
    if (name === 'ttl' && !isWholeNumber(textOf(child), 1)) report('number', child, textOf(child))
    if (name === 'image') checkImage(child, channel, report)
    if (name === 'item') checkItem(child, report)
    if (name === 'atom:link') checkAtomLink(child, report)
    if (name === 'dc:language' && !isLanguage(textOf(child))) report('language', child, textOf(child))
    if (name === 'description' || name === 'category' || name === 'copyright') checkPlainText(child, report)
    if (name === 'description') checkHtml(child, textOf(child), report)
  }
  const selfs = children(channel, 'atom:link').filter((link) => link.getAttribute('rel') === 'self')
  if (selfs.length === 0) report('self', channel, 'no rel=self')
  const guids = children(channel, 'item').map((item) => textOf(children(item, 'guid')[0]))
  if (guids.some((guid, index) => guid !== '' && guids.indexOf(guid) !== index)) report('duplicate', channel, 'guid')
}

function checkItem(item: Element, report: Report): void {
  checkContent(item, ITEM, report)
  checkTwice(item, SAID_TWICE_OF_ITEM, report)
  const names = children(item).map(nameOf)
  if (!names.includes('title') && !names.includes('description')) report('missing', item, 'title or description')
  if (names.includes('content:encoded')) {
    const isBefore =
      names.indexOf('description') >= 0 && names.indexOf('description') < names.indexOf('content:encoded')
    if (!isBefore) report('order', item, 'description before content')
  }
  for (const child of children(item)) {
    const name = nameOf(child)
    if (name === 'title') {
      checkBlank(child, report)
      checkPlainText(child, report)
    }
    if (name === 'category') {
      checkBlank(child, report)
      checkPlainText(child, report)
    }
    if (name === 'link' || name === 'comments') checkUri(child, textOf(child), report)
    if (name === 'pubDate') checkDate(child, isRfc822, report)
    if (name === 'atom:updated' || name === 'atom:published') checkDate(child, isRfc3339, report)
    if (name === 'guid') checkGuid(child, report)
    if (name === 'enclosure') checkEnclosure(child, report)
    if (name === 'description' || name === 'content:encoded') checkHtml(child, textOf(child), report)
    if (name === 'dc:creator' || name === 'author' || name === 'source') checkPlainText(child, report)
    if (name === 'atom:link' && !isAllowedInEntry(child)) report('walk', child, child.getAttribute('rel') ?? '')
  }
}

function checkTwice(parent: Element, pairs: Record<string, string>, report: Report): void {
  for (const [extension, core] of Object.entries(pairs)) {
    if (children(parent, extension).length > 0 && children(parent, core).length > 0) report('said-twice', parent, core)
  }
}

function checkDate(date: Element, isRight: (text: string) => boolean, report: Report): void {
  if (!isRight(textOf(date).trim())) report('date', date, textOf(date))
}

/** A permalink unless it says that it is none. */
function checkGuid(guid: Element, report: Report): void {
  const isPermalink = guid.getAttribute('isPermaLink') !== 'false'
  if (isPermalink && !isWebUrl(textOf(guid))) report('uri', guid, textOf(guid))
}

function checkEnclosure(enclosure: Element, report: Report): void {
  for (const name of ['url', 'length', 'type']) {
    if (!enclosure.hasAttribute(name)) report('missing', enclosure, name)
  }
  checkAttribute(enclosure, 'url', (url) => /^https?:/.test(url) && isWebUrl(url), ['uri', report])
  checkAttribute(enclosure, 'length', isWholeNumber, ['number', report])
  checkAttribute(enclosure, 'type', isMediaType, ['type', report])
}

function checkAtomLink(link: Element, report: Report): void {
  const href = link.getAttribute('href')
  if (href === null) report('missing', link, 'href')
  else if (!/^\w+:/.test(href)) report('self', link, 'relative')
  checkAttribute(link, 'rel', isRegisteredRel, ['rel', report])
  checkAttribute(link, 'type', isMediaType, ['type', report])
}

/** Its link and title are the channel's, its format one that the first readers knew (rssboard.org/rss-profile, "image"). */
function checkImage(image: Element, channel: Element, report: Report): void {
  checkContent(image, IMAGE, report)
  for (const name of ['title', 'link']) {
    const [own, ofChannel] = [children(image, name)[0], children(channel, name)[0]]
    if (own && textOf(own).trim() !== textOf(ofChannel).trim()) report('image', own, 'not the channel’s')
  }
  for (const text of [...children(image, 'title'), ...children(image, 'description')]) checkPlainText(text, report)
  for (const title of children(image, 'title')) checkBlank(title, report)
  for (const link of children(image, 'link')) checkUri(link, textOf(link), report)
  for (const url of children(image, 'url')) {
    checkUri(url, textOf(url), report)
    if (!/\.(?:jpe?g|gif|png)$/i.test(textOf(url).trim())) report('image', url, 'format')
  }
  const most: Record<string, number> = { width: 144, height: 400 }
  for (const [name, pixels] of Object.entries(most)) {
    for (const size of children(image, name)) {
      if (!isWholeNumber(textOf(size), 1) || Number(textOf(size)) > pixels) report('number', size, textOf(size))
    }
  }
}
