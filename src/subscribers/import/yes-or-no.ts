import { plainWord, wordsOf } from './plain-word.ts'
import { remembered } from './remembered.ts'

const WORDS = wordsOf({
  yes: `true, yes, y, t, 1, x, on, checked, set, ja, j, wahr, oui, vrai, si, verdadero, sim, verdadeiro, vero, waar, tak, prawda,
    ano, pravda, igen, igaz, da, evet, dogru, kylla, jah, ναι, да, истина, так, כן, אמת, نعم, はい, 是, 有, 真, 예, 네`,
  no: `false, no, n, f, 0, off, unchecked, never, nein, falsch, non, faux, falso, nao, nee, onwaar, nej, nei, nie, falsz, ne,
    nepravda, nem, hamis, nu, hayir, yanlis, ei, όχι, нет, ложь, ні, לא, שקר, لا, いいえ, 否, 无, 無, 假, 아니오, 아니요`,
})

/** What programs write where there is nothing; a time of zero is one that was never set. */
const NOTHING = new Set(['null', 'none', 'nil', 'na', 'nan', 'undefined', 'notset', 'empty'])
const ZERO_TIME = /^(?:0{2,}|19700101(?:000000)?(?:0*)(?:z|utc|gmt)?)$/
const TICKED = /^[✓✔√☑✅]/u
const CROSSED = /^[✗✘☒❌☐]/u

/** `Ja`, `TRUE`, `1`, `x` … → true; `nein`, `0` … → false; undefined for anything else. */
export const yesOrNo = remembered((cell): boolean | undefined => {
  if (TICKED.test(cell)) return true
  if (CROSSED.test(cell)) return false
  const word = WORDS.get(plainWord(cell))
  return word === undefined ? undefined : word === 'yes'
})

/** Is it empty, or a way to write that there is nothing: `-`, `NULL`, `n/a`, `0000-00-00`? */
export const isNothing = remembered((cell): boolean => {
  if (cell === '') return true
  if (TICKED.test(cell) || CROSSED.test(cell)) return false
  const word = plainWord(cell)
  return word === '' || NOTHING.has(word) || ZERO_TIME.test(word)
})
