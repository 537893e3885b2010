/** Letters of the scripts that are written without spaces between words. */
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]+/gu

/** Most texts have no character of these ranges, which is seen in a fifth of the time. All of the scripts above are in them. */
const MAY_BE_CJK = /[\u02EA\u02EB\u2E80-\uFFFF]/

export function countCjk(text: string): number {
  if (!MAY_BE_CJK.test(text)) return 0
  return text.match(CJK)?.reduce((sum, run) => sum + charactersIn(run), 0) ?? 0
}

function charactersIn(text: string): number {
  return /[\uD800-\uDBFF]/.test(text) ? [...text].length : text.length
}
