import { checkAtomByW3c } from './check-atom.ts'
import { checkRssByW3c } from './check-rss.ts'
import { reporter } from './check-values.ts'
import { checkWalk } from './check-walk.ts'
import type { Finding } from './findings.ts'
import { ATOM, children, rootOf } from './xml.ts'
import { unwritableIn } from './xml-characters.ts'

/** In RSS, `&` and `<` as hexadecimal references are plain text for certain; the parser would show them like any others. */
function withoutReferences(text: string): string {
  return text.replaceAll('&#x26;', '\uff06').replaceAll('&#x3C;', '\uff1c')
}

/** What the W3C feed validator would say of an RSS or Atom document, as far as it can concern ours; empty: nothing. */
export function w3cFindings(text: string): Finding[] {
  const root = rootOf(withoutReferences(text))
  if (!root || unwritableIn(text)) return [{ fault: 'malformed', where: 'the document' }]
  const { findings, report } = reporter()
  const feed = root.namespaceURI === ATOM ? root : children(root, 'channel')[0]
  if (feed) checkWalk(feed, report)
  return [...findings, ...(root.namespaceURI === ATOM ? checkAtomByW3c(root) : checkRssByW3c(root))]
}
