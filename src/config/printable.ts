/**
 * A text that somebody else wrote (a file's name, a title, a server's reply) as one line that is safe to print: what moves a cursor, ends
 * a line or turns text around is shown by its code, `\u001b`, and does nothing. A value is cleaned where it enters a sentence.
 */
export function printable(text: string): string {
  return printableLines(text).replace(/[\t\n]/g, (character) => NAMED.get(character) ?? codeOf(character))
}

/**
 * The same for a text of ours that may quote such values: its own lines and tabs stay. In JSON the codes are JSON's, so that a program
 * reads the same values.
 */
export function printableLines(text: string): string {
  return text.replace(UNPRINTABLE, (character) => NAMED.get(character) ?? codeOf(character))
}

const NAMED = new Map([
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
])

/**
 * Controls but for tabs and line feeds, line and paragraph separators, and what overrides or embeds a direction (UAX #9 §2). FIRST STRONG
 * ISOLATE, which subjects of ours have, turns nothing around and ends with its line.
 */
const UNPRINTABLE = /(?![\t\n])[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066\u2067\u{e0000}-\u{e007f}]/gu

/** As JSON has it: beyond the first plane by two halves (RFC 8259 §7). */
function codeOf(character: string): string {
  return Array.from({ length: character.length }, (_, i) => {
    return `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`
  }).join('')
}
