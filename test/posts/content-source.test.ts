import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentSource } from '../../src/posts/content-source.ts'
import { readFrontMatter } from '../../src/posts/front-matter.ts'
import { postHash } from '../../src/posts/post-hash.ts'

const EDGES = [
  '\n',
  ' ',
  '\t',
  '\v',
  '\u00a0',
  '\u3000',
  '\u2028',
  '\ufeff',
  '\u200b',
  '。',
  'é',
  '😀',
  'a',
  '---',
  '\n---',
  '\n+++',
  '\n----',
]
const ODD = ['\r\n', '\r', '\0', '{', ...EDGES]

const written = (pieces: string[]) => fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((all) => all.join(''))
const file = fc
  .tuple(
    fc.constantFrom('---', '+++', '\n---', '\ufeff---', '----', ''),
    written(ODD),
    fc.constantFrom('\n---', '\n+++', ''),
    written(ODD),
  )
  .map((parts) => parts.join(''))

it('has the front matter of the whole', () => {
  fc.assert(
    fc.property(file, (text) => {
      const { front, below, whole } = contentSource(Buffer.from(text))
      const { text: _, ...found } = readFrontMatter(front, 'a.md')
      const { text: wanted, ...all } = readFrontMatter(text, 'a.md')
      if (found.problems.length === 0) {
        expect({ ...found, firstLine: 0 }).toEqual({ ...all, firstLine: 0 })
        expect(postHash('A', below ?? readFrontMatter(front, 'a.md').text)).toBe(postHash('A', wanted))
      } else expect(found).toEqual(all)
      expect(whole()).toBe(text)
    }),
    { numRuns: 2_000 },
  )
})

it('leaves the text undecoded', () => {
  const { front, below } = contentSource(Buffer.from('---\ntitle: 説\n---\nText\n'))
  expect([front, below?.toString()]).toEqual(['---\ntitle: 説\n---', '\nText\n'])
})

it('hashes bytes as it hashes text, without the white space at its ends', () => {
  const text = fc
    .tuple(written(EDGES), fc.string({ unit: 'grapheme', maxLength: 200 }), written(EDGES))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, fc.nat(40), (middle, times) => {
      const padded = `${' \n'.repeat(times)}${middle}${'\u3000'.repeat(times)}`
      expect(postHash('A', Buffer.from(padded))).toBe(postHash('A', padded))
    }),
    { numRuns: 3_000 },
  )
  expect(postHash('A', Buffer.from('x'))).not.toBe(postHash('B', Buffer.from('x')))
})
