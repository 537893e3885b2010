import { countCjk } from './cjk.ts'

/** Adults read about 230 words of prose a minute, and about 400 Chinese or Japanese characters. */
const WORDS_A_MINUTE = 230
const CJK_A_MINUTE = 400

/** Whole minutes, at least one. */
export function readingMinutes(text: string): number {
  const cjk = countCjk(text)
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu) ?? []
  const others = words.filter((word) => countCjk(word) === 0).length
  return Math.max(1, Math.round(cjk / CJK_A_MINUTE + others / WORDS_A_MINUTE))
}
