import type { Element } from '@xmldom/xmldom'
import { addSeam, cutAtSeams, declaredPrefixes, declarePrefix, writeXml } from './xml-tree.ts'

/** An entry's text out of the document that it was made in, with the prefixes that another one must declare for it. */
export function entryText(root: Element, entry: Element): { text: string; prefixes: string[] } {
  if (!entry.parentNode) throw new Error('an entry outside of a document')
  const parent = entry.parentNode as Element
  addSeam(parent, entry)
  addSeam(parent, entry.nextSibling)
  const [, text = ''] = cutAtSeams(writeXml(root))
  return { text, prefixes: declaredPrefixes(root) }
}

/** A document without its entries, as what stands before and after them; they come last in `parent`. */
export function frameTexts(
  root: Element,
  parent: Element,
  { prefixes, styleSheet }: { prefixes: string[]; styleSheet: string | undefined },
): { head: string; tail: string } {
  for (const prefix of prefixes) declarePrefix(root, prefix)
  addSeam(parent)
  const [head = '', tail = ''] = cutAtSeams(writeXml(root, styleSheet))
  return { head, tail }
}
