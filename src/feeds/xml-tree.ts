import { DOMParser, type Document, type Element, type Node, XMLSerializer } from '@xmldom/xmldom'

const XMLNS = 'http://www.w3.org/2000/xmlns/'
const XML = 'http://www.w3.org/XML/1998/namespace'

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

/** What is not well-formed or not namespaced, and on which line. */
export class MalformedXml extends Error {
  override readonly name = 'MalformedXml'
  readonly line: number | undefined

  constructor(message: string, line: number | undefined) {
    super(message)
    this.line = line
  }
}

/**
 * Parses a document, strictly: what the parser only warns of is an error too.
 * @throws MalformedXml at the first one.
 */
export function parseXml(text: string): Element {
  const complaints: MalformedXml[] = []
  const onError = (_level: string, message: string, handler: { locator?: { lineNumber: number } }) => {
    // It warns of U+FFFD, which is a character like any other: a post may well hold one.
    if (message.startsWith('Unicode replacement character')) return
    complaints.push(new MalformedXml(message, handler.locator?.lineNumber))
  }
  try {
    const root = new DOMParser({ onError }).parseFromString(text, 'text/xml').documentElement
    if (root && complaints.length === 0) return root
  } catch (error) {
    if (complaints.length === 0) throw error
  }
  throw complaints[0] ?? new MalformedXml('missing root element', undefined)
}

/**
 * The document as text, indented; throws if a text holds a character that XML cannot carry.
 * @param styleSheet URL or path, percent-encoded, of the CSS that a browser shows it with (w3.org/TR/xml-stylesheet)
 */
export function writeXml(root: Element, styleSheet?: string): string {
  indent(root, 0)
  const style = styleSheet === undefined ? '' : serialise(styleInstruction(root, styleSheet))
  return `<?xml version="1.0" encoding="utf-8"?>\n${style}${serialise(root)}`
}

function serialise(node: Node): string {
  const text = new XMLSerializer().serializeToString(node, { requireWellFormed: true })
  return `${text.replace(/<\?(x26|x3C) \?>/g, '&#$1;')}\n`
}

/** Its data has the form of attributes but is none, so the serialiser escapes nothing in it. */
function styleInstruction(root: Element, styleSheet: string): Node {
  const href = styleSheet.replaceAll('&', '&amp;')
  return ownerDocument(root).createProcessingInstruction('xml-stylesheet', `type="text/css" href="${href}"`)
}

/** A mark between children of an element, at which its text can be cut; no content holds it, since `<` is escaped there. */
const SEAM = 'seam'
const WRITTEN_SEAM = '<?seam ?>'

export function addSeam(parent: Element, before: Node | null = null): void {
  parent.insertBefore(ownerDocument(parent).createProcessingInstruction(SEAM, ''), before)
}

/** What stands before, between and after the seams of a document that was written with some. */
export function cutAtSeams(text: string): string[] {
  // Its own line break and indentation go with it.
  const parts = text.split(WRITTEN_SEAM)
  return parts.map((part, index) => (index < parts.length - 1 ? part.trimEnd() : part))
}

export function childElements(parent: Element, name?: string): Element[] {
  const elements = [...parent.childNodes].filter(isElement)
  return name === undefined ? elements : elements.filter((element) => element.nodeName === name)
}

/** Sets the text of the child of this name, or of the first of several. */
export function setChildText(parent: Element, name: string, text: string): void {
  const child = childElements(parent, name)[0] ?? addElement(parent, name)
  child.textContent = text
}

/** Appends a child in the parent's namespace, or in that of its prefix, which is then declared on the root. */
export function addElement(parent: Element, name: string, text = '', attributes: Record<string, string> = {}): Element {
  const document = ownerDocument(parent)
  const child = document.createElementNS(namespaceOf(parent, name), name)
  for (const [key, value] of Object.entries(attributes)) child.setAttribute(key, value)
  child.textContent = text
  parent.appendChild(child)
  return child
}

/**
 * A text in which `&` and `<` are hexadecimal references: RSS does not say whether a title is HTML, and of all ways to write
 * them this is the one that readers do best with (rssboard.org/rss-profile, "Character Data").
 */
export function setCharacterData(element: Element, text: string): void {
  const document = ownerDocument(element)
  element.textContent = ''
  for (const part of text.split(/([&<])/).filter((some) => some !== '')) {
    element.appendChild(part === '&' || part === '<' ? reference(document, part) : document.createTextNode(part))
  }
}

/** The DOM takes no references: a mark stands for each, which no content can hold since `<` is escaped there. */
function reference(document: Document, character: '&' | '<'): Node {
  return document.createProcessingInstruction(character === '&' ? 'x26' : 'x3C', '')
}

export function setLanguage(element: Element, language: string): void {
  element.setAttributeNS(XML, 'xml:lang', language)
}

/** What relative URLs in an element's content stand against (w3.org/TR/xmlbase). */
export function setBase(element: Element, url: string): void {
  element.setAttributeNS(XML, 'xml:base', url)
}

/** A plain text as HTML that shows it. */
export function textAsHtml(root: Element, text: string): string {
  return new XMLSerializer().serializeToString(ownerDocument(root).createTextNode(text))
}

function namespaceOf(parent: Element, name: string): string | null {
  const [prefix, localName] = name.split(':')
  if (localName === undefined || prefix === undefined) return parent.namespaceURI
  return declarePrefix(parent, prefix)
}

/** Declares one of our prefixes on the root, for elements that come into the document as text. Gives its namespace. */
export function declarePrefix(element: Element, prefix: string): string {
  const uri = NAMESPACES[prefix]
  if (uri === undefined) throw new Error(`no namespace is known for the prefix ${prefix}`)
  ownerDocument(element).documentElement?.setAttributeNS(XMLNS, `xmlns:${prefix}`, uri)
  return uri
}

/** Those of our prefixes that an element and what is in it are named with. */
export function prefixesIn(element: Element): string[] {
  const [prefix, localName] = element.nodeName.split(':')
  const own = localName === undefined || prefix === undefined ? [] : [prefix]
  return [...new Set([...own, ...childElements(element).flatMap(prefixesIn)])]
}

/** Each element on a line of its own; a text stays as it is, since its white space counts. */
function indent(element: Element, depth: number): void {
  const children = [...element.childNodes].filter((node) => isElement(node) || isSeam(node))
  if (children.length === 0) return
  const document = ownerDocument(element)
  const lineBreak = (level: number) => document.createTextNode(`\n${'  '.repeat(level)}`)
  while (element.firstChild) element.removeChild(element.firstChild)
  for (const child of children) {
    element.appendChild(lineBreak(depth + 1))
    element.appendChild(child)
    if (isElement(child)) indent(child, depth + 1)
  }
  element.appendChild(lineBreak(depth))
}

function isElement(node: Node): node is Element {
  return node.nodeType === node.ELEMENT_NODE
}

function isSeam(node: Node): boolean {
  return node.nodeType === node.PROCESSING_INSTRUCTION_NODE && node.nodeName === SEAM
}

function ownerDocument(element: Element): Document {
  if (!element.ownerDocument) throw new Error('an element without a document')
  return element.ownerDocument
}
