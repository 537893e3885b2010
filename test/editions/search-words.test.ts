import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexWords, markedText, searchTerms } from '../../src/editions/search-words.ts'

/** As a database does it. */
function finds(query: string, text: string): boolean {
  const words = indexWords(text).split(' ')
  const terms = searchTerms(query)
  return (
    terms.length > 0 &&
    terms.every(({ word, isStart }) => words.some((one) => (isStart ? one.startsWith(word) : one === word)))
  )
}

describe('what a query finds', () => {
  test.each([
    ['lamp', 'Two Lamps'],
    ['LAMPS two', 'two lamps'],
    ['cafe', 'Das Café'],
    ['café', 'CAFE'],
    ['strasse 12', 'Strasse 12'],
    ['記憶', '把運算搬進記憶體裡'],
    ['記憶體', '把運算搬進記憶體裡'],
    ['記', '把運算搬進記憶體裡'],
    ['裡', '把運算搬進記憶體裡'],
    ['バター', 'おいしいバターロール'],
    ['ﾊﾞﾀｰ', 'おいしいバターロール'],
    ['がく', '東京だいがく'],
    ['PIM 記憶', '用PIM把運算搬進記憶體'],
    ['𠮷野', '𠮷野家'],
    ['ไทย', 'ภาษาไทยง่าย'],
    ['서울', '서울에서 온 편지'],
    ['שלום', 'שָׁלוֹם עולם'],
    ['हिन्दी', 'यह हिन्दी है'],
    ['Ёлка', 'елка'],
    ['"lamp" OR', 'lamp or light'],
    ['lamp*', 'lamps'],
    ['ﬁre', 'fire'],
  ])('%s in %s', (query, text) => expect(finds(query, text)).toBe(true))

  test.each([
    ['amp', 'lamp'],
    ['lamp bread', 'lamp'],
    ['憶記', '記憶'],
    ['', 'lamp'],
    ['" ( * \u0000 ', 'lamp'],
    ['だいかく', '東京だいがく'],
  ])('%s not in %s', (query, text) => expect(finds(query, text)).toBe(false))

  test('whatever is asked or written, terms are letters, marks and digits, few and short', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const terms = searchTerms(text)
        expect(terms.length).toBeLessThanOrEqual(12)
        for (const { word } of terms) expect(word).toMatch(/^[\p{L}\p{N}\p{M}]{1,40}$/u)
        expect(indexWords(text)).toMatch(/^(?:[\p{L}\p{N}\p{M}]{1,40}(?: |$))*$/u)
      }),
    )
  })

  test('a piece of a text finds it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zäé記憶体かがバー ]{1,30}$/), fc.nat(), (text, at) => {
        const words = text.split(' ').filter(Boolean)
        const word = words[at % words.length]
        if (word) expect(finds(word, text)).toBe(true)
      }),
    )
  })

  test('long texts are read in time that grows with them, and no word is too long for an index', () => {
    const text = `${'a'.repeat(100_000)} ${'記憶'.repeat(50_000)} ${'\u0301'.repeat(50_000)}`
    for (const word of indexWords(text).split(' ')) expect(word.length).toBeLessThanOrEqual(40)
    expect(finds('a'.repeat(60), text)).toBe(true)
  })
})

describe('what is marked', () => {
  const shown = (text: string, query: string) =>
    markedText(text, query)
      .map(({ text: piece, isMarked }) => (isMarked ? `[${piece}]` : piece))
      .join('')

  test.each([
    ['Two Lamps, one <b>', 'lamp', 'Two [Lamps], one <b>'],
    ['Das Café!', 'cafe', 'Das [Café]!'],
    ['把運算搬進記憶體裡', '記憶', '把運算搬進[記憶]體裡'],
    ['用PIM記憶', 'pim', '用[PIM]記憶'],
    ['Lamp', '"', 'Lamp'],
    ['', 'x', ''],
  ])('%s for %s', (text, query, marked) => expect(shown(text, query)).toBe(marked))

  test('nothing is lost', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, query) => {
        expect(
          markedText(text, query)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})
