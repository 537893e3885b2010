import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstSentences, summaryOf } from '../../src/bodies/summary.ts'
import { bodyOf } from '../posts/body-of.ts'

const english = { language: 'en' }

test('the post’s own description wins', () => {
  expect(summaryOf({ language: 'en', description: ' Of tides. ' }, bodyOf('Text.'))).toBe('Of tides.')
})

test('else what stands before <!--more-->, without headings, code and pictures', () => {
  const body = bodyOf(
    '## Title\n\nOf *tides*[^1]\nand `moons`.\n\n```\ncode\n```\n\n![x](/y.png)\n\n<!--more-->\n\nRest.\n\n[^1]: Note.',
  )
  expect(summaryOf(english, body)).toBe('Of tides and moons.')
})

test('else the first sentences', () => {
  const sentence = 'The tide turns twice a day and so do we.'
  expect(summaryOf(english, bodyOf(`${sentence} `.repeat(20)))).toBe(Array(7).fill(sentence).join(' '))
})

test('of as many words as the site says', () => {
  const body = { ...bodyOf('One two three four five six. Seven eight nine. Ten.'), summaryLength: 6 }
  expect(summaryOf(english, body)).toBe('One two three four five six.')
})

test('nothing of a post that only shows', () => {
  expect(summaryOf(english, bodyOf('![x](/y.png)\n\n| a |\n|---|\n| b |'))).toBe('')
})

describe('a long text is cut', () => {
  test('at a sentence in Chinese, at about 140 characters', () => {
    const cut = firstSentences('潮汐每天來回兩次，月亮牽引著海。'.repeat(20), 'zh-Hant', 70)
    expect(cut).toMatch(/。$/)
    expect(cut.length).toBeGreaterThan(100)
    expect(cut.length).toBeLessThanOrEqual(160)
  })

  test.each([
    ['ja', '「海は広い。」と彼は言った。'],
    ['zh-Hant', '他說：「走吧。」然後走了。'],
    ['zh-Hans', '真的吗？！是的！（他想。）'],
    ['ja', '『ＡＢＣ』は全角。'],
  ])('between sentences and their brackets, not within a pair: %s %s', (language, sentence) => {
    for (const words of [10, 14, 20, 26]) {
      const cut = firstSentences(sentence.repeat(40), language, words)
      expect(cut).toMatch(/[。！）」]$/)
      expect(cut.match(/[「『（]/g)?.length ?? 0).toBe(cut.match(/[」』）]/g)?.length ?? 0)
    }
  })

  test('at a word where the sentence does not end', () => {
    expect(firstSentences('tide, '.repeat(100), 'en', 3)).toBe('tide, tide, tide…')
  })

  test('at a grapheme where the word does not end', () => {
    expect(firstSentences('👨‍👩‍👧e\u0301'.repeat(500), 'en', 2)).toMatch(/^(?:👨‍👩‍👧e\u0301)+(?:👨‍👩‍👧)?…$/u)
  })

  test('to its own beginning, whatever it says', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 500 }),
        fc.constantFrom('en', 'zh', 'he', 'not a tag'),
        (text, language) => {
          const cut = firstSentences(text, language, 5)
          expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true)
        },
      ),
    )
  })
})
