/** Terminals and old mail programs show about this many columns; a Chinese character takes two. */
const TEXT_WIDTH = 72

/** East Asian Wide and Fullwidth (UAX #11) as far as running text has them, and emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A title with a line under it, as long as the title. */
export function underlined(title: string): string {
  return `${title}\n${'='.repeat(Math.min(textWidth(title), TEXT_WIDTH))}`
}

/** Lines broken at spaces only: Chinese and Japanese have none, and every mail program breaks them well by itself. */
export function wrapped(text: string): string {
  const lines: string[] = []
  let width = 0
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const wordWidth = textWidth(word)
    if (lines.length > 0 && width + 1 + wordWidth <= TEXT_WIDTH) {
      lines[lines.length - 1] += ` ${word}`
      width += 1 + wordWidth
    } else {
      lines.push(word)
      width = wordWidth
    }
  }
  return lines.join('\n')
}

/** In a text of Latin letters and punctuation alone each character is a column. */
const BEYOND_LATIN = /[^\x20-\u02ff\u2010-\u2027\u2030-\u205e]/

/** Columns that a text takes up in a fixed-width font. */
function textWidth(text: string): number {
  if (!BEYOND_LATIN.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}
