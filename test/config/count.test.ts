import { expect, test } from 'vitest'
import { count } from '../../src/config/count.ts'

test('one is not many, and many are grouped', () => {
  expect([0, 1, 2, 12_345].map((n) => count(n, 'post'))).toEqual(['0 posts', '1 post', '2 posts', '12,345 posts'])
  expect(count(2, 'entry', 'entries')).toBe('2 entries')
})
