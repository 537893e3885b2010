import { expect, it } from 'vitest'
import { lineOfKey } from '../../src/posts/line-of-key.ts'

it('names the line of a key in each language', () => {
  expect(lineOfKey('---\ntitle: A\nDate: x\n---\n', 'date')).toBe(3)
  expect(lineOfKey('+++\ntitle = "date: x"\ndate = 1\n+++\n', 'date')).toBe(3)
  expect(lineOfKey('{\n  "date": "x"\n}', 'date')).toBe(2)
  expect(lineOfKey('---\ntitle: A\n---\n', 'date')).toBeUndefined()
})
