import { unwritableAt } from './clean-text.ts'
import { type CharacterData, isElement, type XmlElement, type XmlNode } from './xml-element.ts'

/**
 * The document as text, indented; throws if a text holds a character that XML cannot carry.
 * @param styleSheet URL or path, percent-encoded, of the CSS that a browser shows it with (w3.org/TR/xml-stylesheet)
 */
export function writeXml(root: XmlElement, styleSheet?: string): string {
  const style =
    styleSheet === undefined ? '' : `<?xml-stylesheet type="text/css" href="${styleSheet.replaceAll('&', '&amp;')}"?>\n`
  const text = `<?xml version="1.0" encoding="utf-8"?>\n${style}${writeElement(root)}\n`
  if (unwritableAt(text) >= 0) throw new Error(`a document of XML with ${JSON.stringify(text.at(unwritableAt(text)))}`)
  return text
}

/** One element, so deep in its document. What is in it stands on lines of its own; a text stays as it is, since its white space counts. */
export function writeElement({ name, attributes, children }: XmlElement, depth = 0): string {
  const start = `<${name}${writeAttributes(attributes)}`
  if (children.length === 0) return `${start}/>`
  const elements = children.filter(isElement)
  // Beside elements only white space can stand, of a document that was read: no format of ours has mixed content.
  if (elements.length === 0) return `${start}>${children.map(writeText).join('')}</${name}>`
  const inner = elements.map((child) => lineBreak(depth + 1) + writeElement(child, depth + 1)).join('')
  return `${start}>${inner}${lineBreak(depth)}</${name}>`
}

export function lineBreak(depth: number): string {
  return `\n${'  '.repeat(depth)}`
}

function writeAttributes(attributes: Record<string, string>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('')
}

function writeText(node: XmlNode): string {
  if (typeof node === 'string') return escapeText(node)
  if (isElement(node)) throw new Error('an element where only text can stand')
  return writeCharacterData(node)
}

function writeCharacterData({ characters }: CharacterData): string {
  return characters.replaceAll('&', '&#x26;').replaceAll('<', '&#x3C;').replaceAll('>', '&gt;')
}

/** A plain text as XML, and as HTML, that shows it. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** A reader would take a tab or a line end for a space (XML 1.0 §3.3.3). */
const IN_ATTRIBUTE: Record<string, string> = {
  '<': '&lt;',
  '>': '&gt;',
  '&': '&amp;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

function escapeAttribute(value: string): string {
  return value.replace(/[<>&"\t\n\r]/g, (character) => IN_ATTRIBUTE[character] ?? character)
}
