import { expect, it } from 'vitest'
import { compileGlob, GlobFault } from '../../../../src/posts/dialects/hugo/go-glob.ts'

it.each([
  ['/posts/private/**', '/posts/private/s.md', true],
  ['/posts/private/**', '/posts/private', false],
  ['/posts/private**', '/posts/private/s.md', true],
  ['**/s.md', '/posts/private/s.md', true],
  ['/posts/*.md', '/posts/private/s.md', false],
  ['/posts/**/*.md', '/posts/a.md', false],
  ['/posts/{a,b}.md', '/posts/b.md', true],
  ['/posts/{a,{b,c*}}.md', '/posts/cd.md', true],
  ['{/posts/a*,/about.md}', '/about.md', true],
  ['/posts/[!a].md', '/posts/b.md', true],
  ['/posts/[!a].md', '/posts/a.md', false],
  ['/posts/[a-b].md', '/posts/b.md', true],
  // `^` is no sign of its own.
  ['/posts/[^a].md', '/posts/a.md', true],
  ['/posts/[^a].md', '/posts/b.md', false],
  ['/posts/?.md', '/posts/a.md', true],
  ['/posts/?', '/posts//', false],
  ['/posts/\\a.md', '/posts/a.md', true],
  ['/posts/\\*.md', '/posts/a.md', false],
  ['/posts/up.md', '/posts/Up.md', true],
  ['/posts/a.md}', '/posts/a.md', false],
  ['/a,b', '/a,b', true],
  ['/été/*', '/Été/x', true],
  [`/${'*a'.repeat(100)}b`, `/${'a'.repeat(2000)}`, false],
  [`/${'{,**a}'.repeat(60)}b`, `/${'a'.repeat(2000)}`, false],
])('%s and %s: %s', (pattern, text, expected) => {
  expect(compileGlob(pattern).matches(text)).toBe(expected)
})

it.each(['/posts/[a', '/posts/[]a].md', '/posts/[a-z0-9].md', '/posts/{a', '/a\\', '{'.repeat(500)])(
  'refuses %s, as Hugo does',
  (pattern) => {
    expect(() => compileGlob(pattern)).toThrow(GlobFault)
  },
)
