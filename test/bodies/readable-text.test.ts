import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readableText } from '../../src/bodies/readable-text.ts'
import { bodyOf } from '../posts/body-of.ts'

const piece = fc.constantFrom(
  'Of *tides*',
  ' ',
  '\n',
  '\n\n',
  'and\tmoons',
  '## Title',
  '\u00A0 ',
  '- a\n- b',
  '<div> c </div>',
)
const markdown = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''))

test('the beginning of a text is its beginning, and long enough', () => {
  fc.assert(
    fc.property(markdown, fc.nat(60), (text, enough) => {
      const nodes = bodyOf(text).tree.children
      const whole = readableText(nodes)
      const beginning = readableText(nodes, enough)
      expect(whole.startsWith(beginning)).toBe(true)
      expect(beginning === whole || beginning.length > enough).toBe(true)
      expect(whole).toBe(whole.replace(/\s+/g, ' ').trim())
    }),
  )
})
