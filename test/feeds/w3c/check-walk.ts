import type { Element } from '@xmldom/xmldom'
import type { Report } from './check-values.ts'
import { children } from './xml.ts'

/** RFC 5005: links of pages and archives are for a feed. */
const OF_A_FEED = ['current', 'first', 'last', 'next', 'previous', 'prev-archive', 'next-archive']

/** Those of iana.org/assignments/link-relations that feeds have; others are URIs. */
const REGISTERED = [
  ...OF_A_FEED,
  'alternate',
  'self',
  'related',
  'via',
  'enclosure',
  'license',
  'hub',
  'edit',
  'replies',
]

export function isAllowedInEntry(link: Element): boolean {
  return !OF_A_FEED.includes(link.getAttribute('rel') ?? '')
}

export function isRegisteredRel(rel: string): boolean {
  return REGISTERED.includes(rel.replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, '')) || /^\w+:./.test(rel)
}

/** What the pages of a feed say of themselves does not contradict itself. */
export function checkWalk(feed: Element, report: Report): void {
  const rels = children(feed, 'atom:link').map((link) => link.getAttribute('rel') ?? '')
  const isComplete = children(feed, 'fh:complete').length > 0
  if (isComplete && rels.some((rel) => OF_A_FEED.includes(rel) && rel !== 'current')) report('walk', feed, 'complete')
  const hrefs = new Map(
    children(feed, 'atom:link').map((link) => [link.getAttribute('rel'), link.getAttribute('href')]),
  )
  const self = hrefs.get('self')
  if (self && hrefs.get('last') === self && hrefs.has('next')) report('walk', feed, 'next of the last')
  if (self && hrefs.get('first') === self && hrefs.has('previous')) report('walk', feed, 'previous of the first')
}
