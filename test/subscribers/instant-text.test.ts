import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { instantText } from '../../src/subscribers/instant-text.ts'

test.each([
  '2026-11-30T21:17:32.603Z',
  '2026-11-30T21:17:32.6Z',
  '2026-11-30T21:17:30Z',
  '2026-11-30T00:00:00Z',
  '1969-12-31T23:59:59.99Z',
])('%s', (text) => expect(instantText(Temporal.Instant.from(text))).toBe(text))

test('of any time, the text that Temporal writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (at) => {
      const instant = Temporal.Instant.fromEpochMilliseconds(at)
      expect(instantText(instant)).toBe(instant.toString())
    }),
  )
})
