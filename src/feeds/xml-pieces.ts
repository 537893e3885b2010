import { lineBreak, writeElement, writeXml } from './write-xml.ts'
import { addElement, removeChild, type XmlElement } from './xml-element.ts'
import { declarePrefixes, prefixesIn } from './xml-namespaces.ts'

/** An entry as its document has it, so deep, with the white space before it; and the prefixes that the document must declare. */
export function entryText(element: XmlElement, depth: number): { text: string; prefixes: string[] } {
  return { text: lineBreak(depth) + writeElement(element, depth), prefixes: prefixesIn(element) }
}

/** Stands where the entries will. No content holds what is written for it, since `<` is escaped there. */
const SEAM = 'seam'
const WRITTEN_SEAM = '<seam/>'

/** A document without its entries, as what stands before and after them; they come last in `parent`. */
export function frameTexts(
  root: XmlElement,
  parent: XmlElement,
  { prefixes, styleSheet }: { prefixes: string[]; styleSheet: string | undefined },
): { head: string; tail: string } {
  declarePrefixes(root, [...prefixesIn(root), ...prefixes])
  const seam = addElement(parent, SEAM)
  const [head = '', tail = ''] = writeXml(root, styleSheet).split(WRITTEN_SEAM)
  removeChild(parent, seam)
  // The line break before the seam is the entries' own.
  return { head: head.trimEnd(), tail }
}
