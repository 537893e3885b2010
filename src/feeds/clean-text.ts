/**
 * What XML 1.0 §2.2 does not allow, in any escaping: most control characters, lone surrogates, U+FFFE and U+FFFF.
 * DEL, the C1 controls and the noncharacters from U+FDD0 are allowed but discouraged there; they show nothing, so they
 * go too.
 */
const UNWRITABLE = /[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{10FFFF}]/gu

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SUSPECT = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/

/** Whether it may need cleaning. Mostly it does not, and with a surrogate pair in it UNWRITABLE takes ten times as long to tell. */
function isSuspect(text: string): boolean {
  return !text.isWellFormed() || SUSPECT.test(text)
}

/** Text that any feed format can carry: nothing unwritable, and line ends as an XML parser will report them, LF. */
export function cleanText(text: string): string {
  if (!isSuspect(text)) return text
  return text.replace(UNWRITABLE, '').replace(/\r\n?/g, '\n')
}

/** Text for one line, such as a title or a tag: clean, with each run of white space as one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}

/** Where the first character stands that cleanText would take out; -1 if there is none. */
export function unwritableAt(text: string): number {
  return isSuspect(text) ? text.search(UNWRITABLE) : -1
}
