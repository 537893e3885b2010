import { unwritableAt } from './clean-text.ts'

/** What a document of ours has none of: declarations, comments, CDATA, references but those that escape a character. */
const UNUSUAL = /<!|<\?(?!xml)|\]\]>|&(?!(?:amp|lt|gt|quot|apos|#x26|#x3C);)/

/** The text of elements that hold a whole post. No rule asks what it says. */
const BODY = /(<content(?::encoded)?(?: [^<>]*)?>)[^<]+/g

/**
 * A document without the texts of its posts, which are nine tenths of what a parser would have to read; undefined where they may
 * not be well-formed. Where no character is unwritable and nothing is unusual, whatever stands between `>` and the next `<` is
 * (XML 1.0 §2.4), so that the document is right if what is left of it is.
 */
export function withoutBodies(text: string): string | undefined {
  return unwritableAt(text) >= 0 || UNUSUAL.test(text) ? undefined : text.replace(BODY, '$1')
}
