import { failure, type Problem } from '../config/problem.ts'
import { checkAtom } from './check-atom.ts'
import { checkJsonFeed } from './check-json-feed.ts'
import { checkRss } from './check-rss.ts'
import { unwritableAt } from './clean-text.ts'
import type { FeedFormat } from './feed.ts'
import { MalformedXml, parseXml } from './read-xml.ts'
import { withoutBodies } from './without-bodies.ts'
import type { XmlElement } from './xml-element.ts'

/**
 * What is wrong with a written feed; asked before it takes the place of a good one. Empty: it is well-formed, has what
 * its format requires, and names each entry once. The caller adds the file.
 */
export function checkFeedDocument(format: FeedFormat, text: string): Problem[] {
  try {
    if (format === 'json') return checkJsonFeed(JSON.parse(text))
    const bare = withoutBodies(text)
    return bare !== undefined && isRight(format, bare) ? [] : checkXml(format, text)
  } catch (error) {
    return [malformed(error)]
  }
}

function isRight(format: 'rss' | 'atom', text: string): boolean {
  try {
    return checkRoot(format, parseXml(text)).length === 0
  } catch {
    return false
  }
}

function checkXml(format: 'rss' | 'atom', text: string): Problem[] {
  const stray = strayCharacter(text)
  return stray ? [stray] : checkRoot(format, parseXml(text))
}

function checkRoot(format: 'rss' | 'atom', root: XmlElement): Problem[] {
  return format === 'rss' ? checkRss(root) : checkAtom(root)
}

/** An `&` that begins no reference: our XML parser takes all up to the next `;` for one, and tells that line. */
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/

/** A named or numeric reference, or a CDATA section, in which it may stand, or else a bare `&`. */
const AMPERSAND = /<!\[CDATA\[[\s\S]*?\]\]>|&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);|(&)/g

function strayCharacter(text: string): Problem | undefined {
  const index = bareAmpersandAt(text) ?? unwritableAt(text)
  if (index < 0) return undefined
  const line = text.slice(0, index).split('\n').length
  const code = text.codePointAt(index)?.toString(16).toUpperCase().padStart(4, '0')
  return failure('feeds.malformed', `The character U+${code} may not stand there.`, { line })
}

function bareAmpersandAt(text: string): number | undefined {
  if (!BARE_AMPERSAND.test(text)) return undefined
  for (const match of text.matchAll(AMPERSAND)) {
    if (match[1] !== undefined) return match.index
  }
  return undefined
}

function malformed(error: unknown): Problem {
  if (!(error instanceof MalformedXml || error instanceof SyntaxError)) throw error
  const line = error instanceof MalformedXml ? error.line : undefined
  return failure('feeds.malformed', `The feed is not well-formed: ${error.message}.`, { ...(line && { line }) })
}
