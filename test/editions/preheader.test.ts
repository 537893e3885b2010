import fc from 'fast-check'
import { expect, test } from 'vitest'
import { preheaderOf, preheaderPadding } from '../../src/editions/preheader.ts'
import { keeper } from './sample-mail.ts'

const withSummary = (summary: string) => ({ ...keeper, summary })

test('the summaries, in one line', () => {
  expect(preheaderOf([withSummary('One\n light.'), withSummary(''), withSummary('Two lights.')])).toBe(
    'One light. · Two lights.',
  )
})

test('what the first post’s author wants, and no other’s', () => {
  const told = { ...keeper, preheader: 'Read this first.' }
  expect(preheaderOf([told, withSummary('One light.')])).toBe('Read this first.')
  expect(preheaderOf([withSummary('One light.'), { ...told, summary: '' }])).toBe('One light.')
})

test('cut between words when there are too many', () => {
  expect(preheaderOf([withSummary('The lamp turns. '.repeat(20))])).toMatch(/ The lamp…$/)
})

test('never longer than there is room, nor cut through a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (summary) => {
      const preheader = preheaderOf([withSummary(summary)])
      expect(preheader.length).toBeLessThanOrEqual(140)
      expect(preheader).not.toMatch(/\p{Cs}/u) // half a surrogate pair
    }),
  )
})

test('a short one is filled up with blanks, so that the mail’s first words do not follow it', () => {
  expect(preheaderPadding('One light.').length).toBeGreaterThan(500)
  expect(preheaderPadding('One light.').trim()).not.toMatch(/[\p{L}\p{N}\p{P}]/u)
  expect(preheaderPadding('x'.repeat(150))).toBe('')
})
