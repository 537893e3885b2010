import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapePath, urlize } from '../../src/posts/urlize.ts'

const settings = { disablePathToLower: false, removePathAccents: false }

it.each([
  ['Hello   World', 'hello-world'],
  ['C++ Tips & Tricks!', 'c++-tips-tricks'],
  ['a - b -- c___d', 'a-b--c___d'],
  ['what? why/how: 1.5 @me ~x', 'what-why/how-1.5-@me-~x'],
  ['記憶體，管理 入門', '記憶體管理-入門'],
  ['Crème brûlée – à la carte', 'crème-brûlée-à-la-carte'],
  ['İstanbul', 'istanbul'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['emoji 🎉 party', 'emoji-party'],
  ['50% off, 50%25 off', '50-off-50%25-off'],
  [' lead and trail ', 'lead-and-trail'],
])('%j → %j', (text, expected) => {
  expect(urlize(text, settings)).toBe(expected)
})

it('keeps upper case and drops accents where the site says so', () => {
  expect(urlize('Crème Brûlée', { disablePathToLower: true, removePathAccents: true })).toBe('Creme-Brulee')
})

it('changes nothing the second time', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const once = urlize(text, settings)
      expect(urlize(once, settings)).toBe(once)
    }),
  )
})

it('percent-encodes what a URL cannot hold, once', () => {
  expect(escapePath('plain/測 試/c#.html')).toBe('plain/%E6%B8%AC%20%E8%A9%A6/c%23.html')
  expect(escapePath('a%20b/50%')).toBe('a%20b/50%25')
})

it('treats plain names as it treats the others', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'aZ09_./\\#+~@-') })
  fc.assert(
    fc.property(plain, fc.boolean(), (name, disablePathToLower) => {
      const own = { disablePathToLower, removePathAccents: false }
      expect(`${urlize(name, own)}é`).toBe(urlize(`${name}é`, own))
      expect(`${escapePath(name)}%C3%A9`).toBe(escapePath(`${name}é`))
    }),
  )
})
