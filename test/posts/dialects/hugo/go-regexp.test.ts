import { expect, it } from 'vitest'
import { goRegexp, RegexpFault } from '../../../../src/posts/dialects/hugo/go-regexp.ts'

it.each([
  ['private', '/site/content/private/a.md', true],
  ['priv.*', '/private', true],
  [String.raw`\.secret\.md$`, 'a.secret.md', true],
  [String.raw`\.secret\.md$`, 'a.secret.mdx', false],
  ['posts/ig-.*', 'posts/ig-a.md', true],
  ['(?i)UP', 'posts/up.md', true],
  ['(?s)a.b', 'a\nb', true],
  ['a.b', 'a\nb', false],
  // Go's dot stops at a line feed alone.
  ['a.b', 'a\rb', true],
  ['[[:upper:]]raft', 'Draft', true],
  ['[[:upper:]]raft', 'draft', false],
  [String.raw`[^[:alpha:]\d]x`, '-x', true],
  [String.raw`[\w\-.]+~`, 'a-b.c~', true],
  ['[]a]b', ']b', true],
  ['[a-]b', '-b', true],
  [String.raw`\p{Greek}`, 'λ', true],
  [String.raw`\pL\PL`, 'a1', true],
  [String.raw`\p{^L}`, '1', true],
  [String.raw`\Qa.b\E$`, 'axb', false],
  [String.raw`\Qa.b\E$`, 'a.b', true],
  ['(?P<name>a)(?:b)', 'ab', true],
  [String.raw`\x41\x{1F600}`, 'A😀', true],
  [String.raw`\A/site`, '/site/a', true],
  [String.raw`md\z`, 'a.md', true],
  [String.raw`a\-b\_c\~d`, 'a-b_c~d', true],
  ['a{b}c', 'a{b}c', true],
  ['a{2}', 'aa', true],
  [String.raw`a\sb`, 'a\u00a0b', false],
  ['été', 'été', true],
])('%s and %j: %s', (pattern, text, expected) => {
  expect(goRegexp(pattern).test(text)).toBe(expected)
})

it.each(['(?!x)', '(?<=a)b', String.raw`(a)\1`, '(', '[a', '*a', String.raw`\C`, String.raw`\p{Nowhere}`, 'a(?i)b'])(
  'does not run %s',
  (pattern) => {
    expect(() => goRegexp(pattern)).toThrow(RegexpFault)
  },
)
