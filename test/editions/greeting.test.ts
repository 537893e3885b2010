import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GREETING_BYTES, GREETING_PLACEHOLDER, greetingOf, greetingPlaceholder } from '../../src/editions/greeting.ts'
import { LANGUAGES } from '../../src/words/words-for.ts'

describe('a reader is greeted', () => {
  it.each([
    ['en', 'Mei', 'Hello Mei,'],
    ['en', undefined, 'Hello,'],
    ['en', 'J.R.R. Tolkien', 'Hello J.R.R. Tolkien,'],
    ['fr', 'Anne-Marie d’Aubigné', 'Bonjour Anne-Marie d’Aubigné,'],
    ['en', "O'Brien 3rd", "Hello O'Brien 3rd,"],
    ['zh-Hant-TW', '王小明', '王小明，您好：'],
    ['ja', 'めい', 'めいさん、こんにちは。'],
    ['he', undefined, 'שלום,'],
    ['en', 'نرم\u200cافزار', 'Hello نرم\u200cافزار,'],
  ])('in %s as %s: %s', (language, name, said) => expect(greetingOf(language, name)).toBe(said))

  it.each([
    'evil.example',
    'see http://evil.example',
    'mei@evil.example',
    '<b>Mei</b>',
    'Tom & Jerry',
    '.Mei',
    ' Mei',
    '💰 You won',
    '',
    'x'.repeat(80),
    '王'.repeat(30),
  ])('without what is no plain name, or too long: %s', (name) => expect(greetingOf('en', name)).toBe('Hello,'))

  it('in every language, whatever the name, with no more than its place holds, and a letter first', () => {
    const names = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({ unit: fc.constantFrom('a', '王', '.', ' ', 'é') }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES.map(({ language }) => language)), names, (language, name) => {
        const said = greetingOf(language, name)
        expect(Buffer.byteLength(said)).toBeLessThanOrEqual(GREETING_BYTES)
        expect(said).toMatch(/^\p{L}[^<>&@/:]*[,.!:،：。]$/u)
      }),
    )
  })
})

it('its place is of letters and digits, and a variant’s own', () => {
  const [one, two] = ['one', 'two'].map(greetingPlaceholder)
  for (const place of [GREETING_PLACEHOLDER, one, two]) expect(place).toMatch(/^[A-Za-z0-9]{64}$/)
  expect(one).not.toBe(two)
})
