import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { longDay } from '../../src/words/long-date.ts'

test.each([
  ['en', 'November 16, 2026'],
  ['en-GB', '16 November 2026'],
  ['de', '16. November 2026'],
  ['fr', '16 novembre 2026'],
  ['es', '16 de noviembre de 2026'],
  ['ja', '2026年11月16日'],
  ['zh-Hant-TW', '2026年11月16日'],
  ['ko', '2026년 11월 16일'],
  ['pt', '16 de novembro de 2026'],
  ['ar', '16 نوفمبر 2026'],
  ['he', '16 בנובמבר 2026'],
])('%s writes a day: %s', (language, written) => {
  expect(longDay(Temporal.PlainDate.from('2026-11-16'), language)).toBe(written)
})
