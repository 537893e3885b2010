import type { Problem } from '../config/problem.ts'
import { isWebUrl } from './check-entry.ts'
import { broken, requireDates, requireOne, requireSelfLink, requireUnique, textOf } from './rules.ts'
import { isRfc3339 } from './written-dates.ts'
import { childElements, type XmlElement } from './xml-element.ts'
import { ATOM } from './xml-namespaces.ts'

/** The rules of RFC 4287 that readers depend on. */
export function checkAtom(feed: XmlElement): Problem[] {
  if (feed.name !== 'feed' || feed.namespace !== ATOM) return [broken(feed, 'This is not an Atom feed.')]
  const entries = childElements(feed, 'entry')
  return [
    ...checkIdentity(feed),
    ...requireSelfLink(feed, 'link'),
    ...entries.flatMap(checkEntryElement),
    ...requireUnique(entries.map((entry) => textOf(entry, 'id'))),
  ]
}

function checkEntryElement(entry: XmlElement): Problem[] {
  const links = childElements(entry, 'link').filter((link) => link.attributes.rel === 'alternate')
  const authors = childElements(entry, 'author')
  return [
    ...checkIdentity(entry),
    ...requireDates(entry, ['published'], isRfc3339),
    ...(authors.length > 0
      ? authors.flatMap((author) => requireOne(author, ['name']))
      : [broken(entry, '<entry> has no <author>.')]),
    ...(links.some((link) => isWebUrl(link.attributes.href ?? ''))
      ? []
      : [broken(entry, '<entry> has no link that a reader can open.')]),
    ...childElements(entry, 'category')
      .filter((category) => !category.attributes.term)
      .map((category) => broken(category, '<category> has no term.')),
  ]
}

/** What a feed and an entry must both have (§4.1.1, §4.1.2). */
function checkIdentity(element: XmlElement): Problem[] {
  const id = textOf(element, 'id')
  return [
    ...requireOne(element, ['id', 'title', 'updated']),
    ...requireDates(element, ['updated'], isRfc3339),
    ...(URL.canParse(id) ? [] : [broken(element, `<id> holds "${id}", which is not a URI.`)]),
  ]
}
