import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readAnyYaml } from '../../src/posts/data-languages.ts'
import { readPlainYaml } from '../../src/posts/plain-yaml.ts'

it.each([
  '\ntitle: "A: b # c"\ndate: 2026-01-30T15:00:00+08:00\ntags: [a, "b, c", \'d\' , e f]\nauthor: Mei',
  "title: 说明 It's C# and http://example.org/\ndraft: True\nweight: 007\nempty:\nnothing: x~\nnone: null",
  'tags:\n- a\n-  "b"\ncategories:\n  - c d e\n  - [f]\n',
  'cover:\n    image: a.png\n    alt:\n    sizes: [1, 2]\n_comment: x\nid: 1_000\n\n',
])('reads %j', (text) => {
  expect(readPlainYaml(text)).toEqual(readAnyYaml(text))
})

it.each([
  'title: "a \\" b"',
  'title: a: b',
  'title: a # b',
  'title: >\n  a',
  'title: a\n  b',
  'date: !!str 2026',
  'a: &x 1\nb: *x',
  'a: {b: c}',
  '<<: {a: b}',
  '__proto__: a',
  'a: 1\na: 2',
  'null: a',
  'a:\n  - b\n - c',
  'a:\n  b:\n    c: d',
  'a: [b',
  'a:\tb',
  'a: b\r',
  '# only a comment',
  '- a',
  '',
])('leaves %j to the other', (text) => {
  expect(readPlainYaml(text)).toBeUndefined()
})

const PIECES = [
  'a',
  'title',
  'null',
  'True',
  '~',
  '1',
  '-',
  '- ',
  ': ',
  ':',
  '\n',
  '\n',
  '  ',
  ' ',
  '"',
  "'",
  '#',
  '[',
  ']',
  ', ',
  '{',
  '}',
]
const ODD = [
  'é',
  '説',
  '😀',
  '\u00a0',
  '\u3000',
  '\u2028',
  '\u0085',
  '\ufeff',
  '\ud800',
  '\0',
  '\t',
  '\\',
  '|',
  '>',
  '&',
  '*',
  '!',
  '%',
  '@',
  '`',
  '?',
  '=',
  '<<',
  '...',
  '---',
  '_',
  '$',
]

const plainText = fc.array(fc.constantFrom('a', 'é', '説', '1', ' ', ':', '-', '#', "'"), { maxLength: 5 })
const anyText = fc
  .oneof(plainText, fc.array(fc.constantFrom(...PIECES, ...ODD), { maxLength: 8 }))
  .map((pieces) => pieces.join(''))
const value = fc.oneof(
  anyText,
  anyText.map((text) => `"${text}"`),
  anyText.map((text) => `'${text}'`),
  fc.array(anyText, { maxLength: 3 }).map((texts) => `[${texts.join(', ')}]`),
  fc.array(anyText, { minLength: 1, maxLength: 3 }).map((texts) => texts.map((text) => `\n  - ${text}`).join('')),
  fc
    .array(anyText, { minLength: 1, maxLength: 3 })
    .map((texts) => texts.map((text, i) => `\n  k${i}: ${text}`).join('')),
)
const document = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'title', 'Null', 'constructor', 'a-b', '_c', 'no'), value), {
    maxLength: 4,
  })
  .map((entries) => entries.map(([key, written]) => `\n${key}: ${written}`).join(''))

/** What the other makes of it; a fault is none of the plain kind. */
function readAny(text: string): unknown {
  try {
    return readAnyYaml(text)
  } catch {
    return 'a fault'
  }
}

it('reads what it takes on as the other does', () => {
  let taken = 0
  fc.assert(
    fc.property(document, (text) => {
      const data = readPlainYaml(text)
      if (data === undefined) return
      taken += 1
      expect(data).toEqual(readAny(text))
    }),
    { numRuns: 2_000 },
  )
  expect(taken).toBeGreaterThan(200)
})
