import fc from 'fast-check'
import { expect, it } from 'vitest'
import { asText } from '../../src/posts/front-matter-fields.ts'

it('makes one line of any text', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '說', ' ', ' ', '\n', '\t', '\u00a0', '\u3000', '\ufeff') })
  fc.assert(
    fc.property(text, (value) => {
      expect(asText(value)).toBe(value.split(/\s+/).filter(Boolean).join(' ') || undefined)
    }),
  )
})

it.each([
  [true, 'true'],
  [7, '7'],
  [7n, '7'],
  [null, undefined],
  [['a'], undefined],
  [{}, undefined],
  ['', undefined],
])('%s is %s', (value, expected) => {
  expect(asText(value)).toBe(expected)
})
