import fc from 'fast-check'
import Parser from 'markdown-it'
import { expect, test } from 'vitest'
import { markdownFor } from '../../../src/posts/markdown/markdown.ts'
import { MARKUP } from '../body-of.ts'

const pieces = [
  'http://',
  'https://',
  'ftp:',
  '//',
  '/',
  'a.io',
  'B',
  '月',
  '.',
  '-',
  '_',
  '~',
  '..',
  '%20',
  '?',
  '#',
  ' ',
  ':',
  '@',
]

test('a link that is left as it is would come out of markdown-it the same', () => {
  const markdown = markdownFor(MARKUP)
  const library = new Parser()
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 8 }), (parts) => {
      const url = parts.join('')
      expect(markdown.normalizeLink(url)).toBe(library.normalizeLink(url))
    }),
    { numRuns: 3_000, examples: [[[`https://${'a.'.repeat(140)}io/`]], [['http://a.b/']], [['/a/../b.html']]] },
  )
})

test('one parser serves all posts with the same settings', () => {
  const dollars = { block: [['$$', '$$']] as [string, string][], inline: [] }
  expect(markdownFor({ ...MARKUP })).toBe(markdownFor({ ...MARKUP }))
  expect(markdownFor(MARKUP, dollars)).toBe(markdownFor({ ...MARKUP, passthrough: dollars }))
  expect(markdownFor(MARKUP, dollars)).not.toBe(markdownFor(MARKUP))
})
