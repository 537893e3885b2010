/** How long a text is, and where one of its words may be broken. */
export interface TextRuler {
  widthOf(text: string): number
  /** A word in the pieces between which a line may end. */
  pieces(word: string): string[]
  /** May a line end between these two, which stand without a space? */
  mayBreak(before: string, after: string): boolean
  /** What a line begins with, before its first word. */
  lead(word: string): string
}

/** By characters, and at spaces alone: for programs that lay out a text anew. */
export const BY_CHARACTERS: TextRuler = {
  widthOf: (text) => text.length,
  pieces: (word) => [word],
  mayBreak: () => false,
  lead: () => '',
}

/**
 * By columns of a fixed-width font, of which a Chinese character takes two; Chinese and Japanese, which have no spaces, are
 * broken between their characters. A line that only by chance looks like a quotation, or like the beginning of another
 * mail to programs that keep them all in one file, is set in by a blank (RFC 3676 §4.4).
 */
export const BY_COLUMNS: TextRuler = {
  widthOf: textWidth,
  pieces: (word) => (UNSPACED.test(word) ? piecesOf(word) : [word]),
  mayBreak: (before, after) => mayBreakBetween(lastOf(before), firstOf(after)),
  lead: (word) => (word.startsWith('>') || word === 'From' ? ' ' : ''),
}

/** East Asian Wide and Fullwidth (UAX #11) as far as running text has them, and emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u

/** In a text of Latin letters and punctuation alone each character is a column. */
const BEYOND_LATIN = /[^\x20-\u02ff\u2010-\u2027\u2030-\u205e]/

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns that a text takes up in a fixed-width font. */
export function textWidth(text: string): number {
  if (!BEYOND_LATIN.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

/** Of the scripts without spaces, and their punctuation. Korean has spaces. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\u3000-\u303f\u30fb\u30fc\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]/u

/** No line begins with these (JIS X 4051, CLREQ): what closes or goes on, small kana, and marks of the letter before. */
const NEVER_FIRST =
  /^[)\]}>,.:;!?%'"”’»›…‥—–\-/、。，．：；！？％）］｝〉》」』】〕〗〙〟｠·・ー々〻ヽヾゝゞ〜～ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ\u31f0-\u31ff\p{M}]|^[\u200d\ufe0e\ufe0f]/u
/** No line ends with these: what opens, and signs before a number. */
const NEVER_LAST = /^[([{<“‘«‹（［｛〈《「『【〔〖〘〝｟$€£¥￥＄#＃@]/u

function mayBreakBetween(before: string, after: string): boolean {
  if (!UNSPACED.test(before) && !UNSPACED.test(after)) return false
  return !NEVER_FIRST.test(after) && !NEVER_LAST.test(before)
}

function piecesOf(word: string): string[] {
  const pieces: string[] = []
  let piece = ''
  let before = ''
  for (const character of word) {
    if (piece !== '' && mayBreakBetween(before, character)) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
    before = character
  }
  return [...pieces, piece]
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0)
}

function lastOf(text: string): string {
  const end = text.charCodeAt(text.length - 1)
  return end >= 0xdc00 && end < 0xe000 ? text.slice(-2) : text.slice(-1)
}
