import type { Element, Node } from '@xmldom/xmldom'
import type { FeedEntry } from './feed.ts'
import { addSeam, cutAtSeams, declarePrefix, prefixesIn, writeXml } from './xml-tree.ts'

/**
 * Entries' texts out of the document that they are completed in, each with the prefixes that another document must declare for
 * it. They stand one behind the other.
 */
export function entryTexts(
  root: Element,
  elements: Element[],
  entries: FeedEntry[],
  complete: (element: Element, entry: FeedEntry) => void,
): { text: string; prefixes: string[] }[] {
  if (elements.length !== entries.length) throw new Error('a document that does not hold its entries')
  elements.forEach((element, index) => {
    const entry = entries[index]
    if (entry) complete(element, entry)
    addSeamBefore(element, element)
  })
  const last = elements.at(-1)
  if (last) addSeamBefore(last, last.nextSibling)
  const [, ...texts] = cutAtSeams(writeXml(root))
  return elements.map((element, index) => ({ text: texts[index] ?? '', prefixes: prefixesIn(element) }))
}

function addSeamBefore(element: Element, place: Node | null): void {
  if (!element.parentNode) throw new Error('an entry outside of a document')
  addSeam(element.parentNode as Element, place)
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
