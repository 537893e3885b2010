import { expect, it } from 'vitest'
import { mergeConfig } from '../../../../src/posts/dialects/hugo/config-maps.ts'
import { matchesPage, pageMatcherOf } from '../../../../src/posts/dialects/hugo/page-matcher.ts'
import { contentTree } from '../../../../src/posts/dialects/hugo/place.ts'
import { siteOf } from './a-site.ts'

const site = siteOf({ languages: { en: {}, he: {} } })
const placeOf = (path: string) => contentTree(site, [path]).place(path) ?? expect.fail(path)

it.each([
  [true, {}, 'content/posts/a.md'],
  [true, { path: '/posts/**' }, 'content/posts/2026/a.md'],
  [false, { path: '/posts/**' }, 'content/posts/_index.md'],
  [true, { path: '{/posts,/posts/**}' }, 'content/posts/_index.md'],
  [false, { path: '/posts/*' }, 'content/posts/2026/a.md'],
  [true, { path: '/posts/a.md' }, 'content/posts/a.md'],
  [true, { path: '/posts/a' }, 'content/posts/A/index.md'],
  [true, { kind: '{page,section}' }, 'content/posts/_index.md'],
  [false, { kind: 'section' }, 'content/_index.md'],
  [true, { kind: 'home' }, 'content/_index.md'],
  [true, { lang: 'he' }, 'content/a.he.md'],
  [false, { sites: { matrix: { languages: ['he'] } } }, 'content/a.md'],
  [true, { sites: { matrix: { languages: '{en,he}' } } }, 'content/a.md'],
  [false, { environment: 'staging' }, 'content/a.md'],
  [false, { path: '/posts/**', kind: 'section' }, 'content/posts/a.md'],
  [true, { path: '{/a/**,/b/**,/c/**,/posts/*}' }, 'content/posts/a.md'],
  // Each ran for hours.
  [false, { path: `/${'*a'.repeat(30)}b` }, `content/${'a'.repeat(200)}.md`],
  [false, { path: `/${'{,*a}'.repeat(30)}b` }, `content/${'a'.repeat(200)}.md`],
  [false, { path: '/+(+(a)+)b' }, `content/${'a'.repeat(200)}.md`],
])('%s: %j and %s', (expected, target, path) => {
  expect(matchesPage(pageMatcherOf(mergeConfig([target])), placeOf(path))).toBe(expected)
})
