import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Makings, Origin } from '../../src/sources/origin.ts'

const makings: fc.Arbitrary<Makings> = fc.record(
  {
    asked: fc.record({
      urls: fc.array(fc.tuple(fc.string(), fc.string(), fc.option(fc.string()))),
      questions: fc.array(fc.tuple(fc.tuple(fc.string(), fc.string()), fc.option(fc.string()))),
    }),
    problems: fc.constant([]),
    plays: fc.array(fc.string(), { minLength: 1 }),
  },
  { requiredKeys: ['asked', 'problems'] },
)

test('an origin is read as it was written', () => {
  fc.assert(
    fc.property(fc.base64String(), fc.stringMatching(/^[0-9a-f]*$/), makings, (key, index, made) => {
      const origin = Origin.of(key, index, made)
      const read = Origin.from(origin.text)
      expect(read).toEqual(origin)
      expect(read.makings).toEqual(made)
      expect(read.hasOthers).toBe('plays' in made)
    }),
  )
})

test('another index is no other origin, other answers are', () => {
  const asked = { urls: [], questions: [] }
  const origin = Origin.of('key', 'index', { asked, problems: [] })
  expect(origin.withIndex('other').index).toBe('other')
  expect(origin.withIndex('other').digest).toBe(origin.digest)
  const { digest } = Origin.of('key', 'index', {
    asked: { ...asked, questions: [[['shortcode', 'note'], 'a key']] },
    problems: [],
  })
  expect(digest).not.toBe(origin.digest)
})
