const CJK = String.raw`[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u3000-\u303f\uff00-\uffef]`
const BLANKS_BESIDE_CJK = new RegExp(`(?<=${CJK}) | (?=${CJK})`, 'gu')

/** A summary so written that two cuts of one text compare equal: quotes as typed, one space, none beside CJK characters. */
export function levelled(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}|\ufe0e|(?![\t\n\r])\p{Cc}/gu, '')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\s+/g, ' ')
    .replace(BLANKS_BESIDE_CJK, '')
    .trim()
}
