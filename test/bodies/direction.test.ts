import { expect, test } from 'vitest'
import { directionOf } from '../../src/bodies/direction.ts'

test.each([
  ['he', 'rtl'],
  ['ar-EG', 'rtl'],
  ['fa', 'rtl'],
  ['uz-Arab', 'rtl'],
  ['az', 'ltr'],
  ['en', 'ltr'],
  ['zh-Hant-TW', 'ltr'],
  ['not a tag', 'ltr'],
])('%s is written %s', (language, direction) => expect(directionOf(language)).toBe(direction))
