import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { longDate } from '../../src/words/long-date.ts'

const SUNDAY_EVENING_UTC = Temporal.Instant.from('2026-11-15T22:00:00Z')

test.each([
  ['en', 'November 16, 2026'],
  ['en-GB', '16 November 2026'],
  ['de', '16. November 2026'],
  ['fr', '16 novembre 2026'],
  ['es', '16 de noviembre de 2026'],
  ['ja', '2026年11月16日'],
  ['zh-Hant-TW', '2026年11月16日'],
  ['he', '16 בנובמבר 2026'],
])('%s writes the day it is in the site’s zone: %s', (language, written) => {
  expect(longDate(SUNDAY_EVENING_UTC, language, 'Asia/Taipei')).toBe(written)
})

test('another zone, another day', () => {
  expect(longDate(SUNDAY_EVENING_UTC, 'en', 'America/New_York')).toBe('November 15, 2026')
})
