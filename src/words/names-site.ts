/**
 * Does a newsletter's title name its site already? "The Lantern, weekly" of "The Lantern" does, and so does the site's own
 * title: a sentence with both would say the same twice. Compared by whole words, without regard to case and marks.
 */
export function namesSite(newsletter: string, site: string): boolean {
  return wordsOf(newsletter).includes(wordsOf(site))
}

/** These scripts put no blanks between words: each character counts as one. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/** Each word between two blanks, so that no part of one is taken for another. */
function wordsOf(title: string): string {
  const spaced = title.normalize('NFKC').toLowerCase().replace(UNSPACED, ' $& ')
  return ` ${(spaced.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')} `
}
