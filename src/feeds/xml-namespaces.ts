import { childElements, type XmlElement } from './xml-element.ts'

export const ATOM = 'http://www.w3.org/2005/Atom'

/** The namespaces that our feeds use, by the prefixes that readers with no namespace support expect. */
const NAMESPACES: Record<string, string> = {
  atom: ATOM,
  content: 'http://purl.org/rss/1.0/modules/content/',
  fh: 'http://purl.org/syndication/history/1.0',
  dc: 'http://purl.org/dc/elements/1.1/',
  media: 'http://search.yahoo.com/mrss/',
  creativeCommons: 'http://backend.userland.com/creativeCommonsRssModule',
}

/** Those prefixes that an element and what is in it are named with. */
export function prefixesIn(element: XmlElement): string[] {
  const colon = element.name.indexOf(':')
  const own = colon < 0 ? [] : [element.name.slice(0, colon)]
  return [...new Set([...own, ...childElements(element).flatMap(prefixesIn)])]
}

/** Declares prefixes on the root of a document, unless they are declared there. */
export function declarePrefixes(root: XmlElement, prefixes: string[]): void {
  for (const prefix of prefixes) {
    const uri = NAMESPACES[prefix]
    if (uri === undefined) throw new Error(`no namespace is known for the prefix ${prefix}`)
    root.attributes[`xmlns:${prefix}`] ??= uri
  }
}
