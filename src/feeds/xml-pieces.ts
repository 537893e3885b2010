import type { BuiltXml } from './build-xml.ts'
import type { DocumentParts } from './document-pieces.ts'
import { lineBreak, writeElement, writeXml } from './write-xml.ts'
import { addElement } from './xml-element.ts'
import { declarePrefixes, prefixesIn } from './xml-namespaces.ts'

/** Stands where the entries will. No content holds what is written for it, since `<` is escaped there. */
const SEAM = 'seam'
const WRITTEN_SEAM = '<seam/>'

/** The document as texts, with its entries so deep. */
export function xmlParts(
  { root, parent, entries }: BuiltXml,
  { depth, styleSheet }: { depth: number; styleSheet: string | undefined },
): DocumentParts {
  return {
    entries: entries.map(({ entry: { id }, element }) => ({
      id,
      text: lineBreak(depth) + writeElement(element, depth),
      prefixes: prefixesIn(element),
    })),
    frame(prefixes) {
      declarePrefixes(root, [...prefixesIn(root), ...prefixes])
      addElement(parent, SEAM)
      const [head = '', tail = ''] = writeXml(root, styleSheet).split(WRITTEN_SEAM)
      // The line break before the seam is the entries' own.
      return { head: head.trimEnd(), tail }
    },
  }
}
