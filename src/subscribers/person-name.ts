/** Long enough for real names; short enough that no name, quoted as one word, breaks the 998 of RFC 5322 §2.1.1. */
const MAX_CHARACTERS = 128

/** Controls and lone surrogates, which no header can carry; and the marks that turn the text around them (Unicode TR 9). */
const UNSEEN = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\s]+/gu

/**
 * A person's name as strangers write it (forms, imports) → one line in NFC without control characters, of at most 128
 * characters; undefined where nothing is left.
 */
export function cleanName(text: string | undefined): string | undefined {
  return cleanLine(text, MAX_CHARACTERS)
}

/** A note that an operator types, or a list brings: the same, of at most 500 characters. */
export function cleanNote(text: string | undefined): string | undefined {
  return cleanLine(text, 500)
}

/** Nearly every line: words of ASCII's own signs, one blank between them. */
const IS_CLEAN = /^[!-~]+(?: [!-~]+)*$/

function cleanLine(text: string | undefined, most: number): string | undefined {
  if (text !== undefined && text.length <= most && IS_CLEAN.test(text)) return text
  const line = (text ?? '').replace(UNSEEN, ' ').normalize('NFC')
  const cut = [...line.trim()].slice(0, most).join('').trim()
  return cut || undefined
}
