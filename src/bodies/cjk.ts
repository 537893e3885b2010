/** Letters of the scripts that are written without spaces between words. */
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/gu

export function countCjk(text: string): number {
  return text.match(CJK)?.length ?? 0
}

/** Whether a text is written in Chinese or Japanese, whatever Latin names and markup stand in it. */
export function isMostlyCjk(text: string): boolean {
  return countCjk(text) * 4 > text.length
}
