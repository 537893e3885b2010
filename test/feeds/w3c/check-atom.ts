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
import { isCanonical, isLanguage, isMediaType, isRfc3339, isUriReference, isWholeNumber } from './values.ts'
import { children, nameOf, textOf } from './xml.ts'

const FEED: Content = {
  'atom:id': '1',
  'atom:title': '1',
  'atom:updated': '1',
  'atom:author': '*',
  'atom:category': '*',
  'atom:contributor': '*',
  'atom:generator': '?',
  'atom:icon': '?',
  'atom:link': '*',
  'atom:logo': '?',
  'atom:rights': '?',
  'atom:subtitle': '?',
  'atom:entry': '*',
}
const ENTRY: Content = {
  'atom:id': '1',
  'atom:title': '1',
  'atom:updated': '1',
  'atom:author': '*',
  'atom:category': '*',
  'atom:content': '?',
  'atom:contributor': '*',
  'atom:link': '*',
  'atom:published': '?',
  'atom:rights': '?',
  'atom:source': '?',
  'atom:summary': '?',
}
const PERSON: Content = { 'atom:name': '1', 'atom:uri': '?', 'atom:email': '?' }

/** Atom by the validator's rules. */
export function checkAtomByW3c(root: Element): Finding[] {
  const { findings, report } = reporter()
  const entries = nameOf(root) === 'atom:entry' ? [root] : children(root, 'atom:entry')
  if (root !== entries[0]) checkFeed(root, entries, report)
  for (const entry of entries) checkEntry(entry, root, report)
  checkIds(entries, report)
  checkEverywhere(root, report)
  return findings
}

function checkFeed(feed: Element, entries: Element[], report: Report): void {
  checkContent(feed, FEED, report)
  checkCommon(feed, report)
  const links = children(feed, 'atom:link')
  const self = links.filter((link) =>
    /^(?:http:\/\/www\.iana\.org\/assignments\/relation\/)?self$/.test(link.getAttribute('rel') ?? ''),
  )
  if (self.length === 0) report('self', feed, 'no rel=self')
  for (const link of self) if (!/^\w+:/.test(link.getAttribute('href') ?? '')) report('self', link, 'relative')
  const all = children(feed)
  const first = all.indexOf(entries[0] ?? feed)
  const late = first < 0 ? undefined : all.slice(first).find((child) => /^atom:(?!entry)/.test(nameOf(child)))
  if (late) report('order', late, 'after an entry')
}

function checkEntry(entry: Element, root: Element, report: Report): void {
  checkContent(entry, ENTRY, report)
  checkCommon(entry, report)
  const hasAuthor = [entry, root, ...children(entry, 'atom:source')].some(
    (at) => children(at, 'atom:author').length > 0,
  )
  if (!hasAuthor) report('missing', entry, 'atom:author')
  const links = children(entry, 'atom:link')
  for (const link of links) if (!isAllowedInEntry(link)) report('walk', link, link.getAttribute('rel') ?? '')
  const isAlternate = (link: Element) => (link.getAttribute('rel') ?? 'alternate') === 'alternate'
  const [content] = children(entry, 'atom:content')
  if (!content && !links.some(isAlternate)) report('no-content', entry, 'neither content nor alternate')
  if (!content && children(entry, 'atom:summary').length === 0) report('no-content', entry, 'no text at all')
  for (const element of children(entry, 'atom:published')) checkDate(element, report)
}

/** What a feed and an entry have in common. */
function checkCommon(element: Element, report: Report): void {
  for (const child of children(element)) {
    const name = nameOf(child)
    if (name === 'atom:id') checkId(child, report)
    if (name === 'atom:updated') checkDate(child, report)
    if (name === 'atom:author' || name === 'atom:contributor') checkPerson(child, report)
    if (name === 'atom:link') checkLink(child, report)
    if (name === 'atom:icon' || name === 'atom:logo') checkReference(child, textOf(child), report)
    if (/^atom:(?:title|subtitle|summary|rights|content)$/.test(name)) checkText(child, report)
    if (name === 'atom:generator') {
      checkBlank(child, report)
      checkPlainText(child, report)
      checkAttribute(child, 'uri', isUriReference, ['uri', report])
    }
    if (name === 'atom:category') checkCategory(child, report)
  }
  checkAlternates(element, report)
}

function checkId(id: Element, report: Report): void {
  if (textOf(id) !== textOf(id).trim()) report('white-space', id, 'around it')
  checkUri(id, textOf(id), report)
  if (!isCanonical(textOf(id).trim())) report('not-canonical', id, textOf(id))
}

function checkDate(date: Element, report: Report): void {
  if (textOf(date) !== textOf(date).trim()) report('white-space', date, 'around it')
  if (!isRfc3339(textOf(date).trim())) report('date', date, textOf(date))
}

function checkPerson(person: Element, report: Report): void {
  checkContent(person, PERSON, report)
  for (const name of children(person, 'atom:name')) {
    checkBlank(name, report)
    checkPlainText(name, report)
  }
  for (const uri of children(person, 'atom:uri')) checkReference(uri, textOf(uri), report)
}

function checkReference(element: Element, value: string, report: Report): void {
  if (value !== value.trim()) report('white-space', element, 'around it')
  if (!isUriReference(value)) report('uri', element, value)
}

function checkLink(link: Element, report: Report): void {
  const href = link.getAttribute('href')
  if (href === null) report('missing', link, 'href')
  else checkReference(link, href, report)
  checkAttribute(link, 'rel', isRegisteredRel, ['rel', report])
  checkAttribute(link, 'type', isMediaType, ['type', report])
  checkAttribute(link, 'hreflang', isLanguage, ['language', report])
  checkAttribute(link, 'length', isWholeNumber, ['number', report])
}

function checkAlternates(element: Element, report: Report): void {
  const kinds = children(element, 'atom:link')
    .filter((link) => (link.getAttribute('rel') ?? 'alternate') === 'alternate')
    .map((link) => `${link.getAttribute('type')} ${link.getAttribute('hreflang')}`)
  if (new Set(kinds).size < kinds.length) report('duplicate', element, 'two alternates of one type and language')
}

function checkCategory(category: Element, report: Report): void {
  const term = category.getAttribute('term')
  if (term === null) report('missing', category, 'term')
  else if (term === '') report('blank', category, 'term')
  checkAttribute(category, 'scheme', (value) => /^\w+:/.test(value) && isUriReference(value), ['uri', report])
}

function checkText(element: Element, report: Report): void {
  const name = nameOf(element)
  const type = element.getAttribute('type') ?? 'text'
  const isContent = name === 'atom:content'
  if (!['text', 'html', 'xhtml'].includes(type) && !(isContent && isMediaType(type))) report('type', element, type)
  if (/^atom:(?:title|subtitle)$/.test(name)) checkBlank(element, report)
  if (isContent && !element.hasAttribute('src') && type !== 'xhtml') checkBlank(element, report)
  const [child] = children(element)
  if (child && (type === 'text' || type === 'html')) report('undefined', child, type)
  if (type === 'text') checkPlainText(element, report)
  if (type === 'html') checkHtml(element, textOf(element), report, true)
  if (type === 'xhtml') checkHtml(element, String(child ?? ''), report, true)
}

function checkIds(entries: Element[], report: Report): void {
  const ids = entries.map((entry) => textOf(children(entry, 'atom:id')[0]))
  const [entry] = entries.filter((_, index) => ids.indexOf(ids[index] ?? '') !== index)
  if (entry) report('duplicate', entry, 'an id of two')
}
