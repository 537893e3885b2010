import { DOMParser, type Element } from '@xmldom/xmldom'

export const ATOM = 'http://www.w3.org/2005/Atom'
export const MEDIA = 'http://search.yahoo.com/mrss/'
export const HISTORY = 'http://purl.org/syndication/history/1.0'

/** The root of a document; undefined for one that is not well-formed. */
export function rootOf(text: string): Element | undefined {
  let isBroken = false
  const onError = (level: string, message: string) => {
    if (level !== 'warning' || !message.startsWith('Unicode replacement')) isBroken = true
  }
  try {
    const root = new DOMParser({ onError }).parseFromString(text, 'text/xml').documentElement
    return isBroken || !root ? undefined : root
  } catch {
    return undefined
  }
}

/** A name as the rules write it: `atom:link`, `media:content`, plain for what has no namespace. */
export function nameOf(element: Element): string {
  const prefix: Record<string, string> = {
    [ATOM]: 'atom',
    [MEDIA]: 'media',
    [HISTORY]: 'fh',
    'http://purl.org/rss/1.0/modules/content/': 'content',
    'http://purl.org/dc/elements/1.1/': 'dc',
    'http://purl.org/dc/terms/': 'dcterms',
    'http://backend.userland.com/creativeCommonsRssModule': 'creativeCommons',
    'http://web.resource.org/cc/': 'cc',
    'http://webns.net/mvcb/': 'admin',
  }
  const uri = element.namespaceURI
  return uri ? `${prefix[uri] ?? 'other'}:${element.localName}` : (element.localName ?? '')
}

export function children(parent: Element, name?: string): Element[] {
  const elements = [...parent.childNodes].filter((node): node is Element => node.nodeType === 1)
  return name === undefined ? elements : elements.filter((element) => nameOf(element) === name)
}

export function descendants(parent: Element): Element[] {
  return children(parent).flatMap((child) => [child, ...descendants(child)])
}

export function textOf(element: Element | undefined): string {
  return element?.textContent ?? ''
}
