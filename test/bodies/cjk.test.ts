import { expect, test } from 'vitest'
import { countCjk } from '../../src/bodies/cjk.ts'

test('every letter of the scripts without spaces counts once, and none of another', () => {
  const scripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u
  const wrong: string[] = []
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const letter = String.fromCodePoint(code)
    if (countCjk(`a${letter}`) !== (scripts.test(letter) ? 1 : 0)) wrong.push(code.toString(16))
  }
  expect(wrong).toEqual([])
  expect(countCjk('the 𠮷野家 and ㄅ, カタカナ')).toBe(8)
})
