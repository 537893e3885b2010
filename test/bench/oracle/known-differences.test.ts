import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explanationOf, KNOWN_NAMES } from '../../../bench/oracle/known-differences.ts'

const explain = (hugo: string, ours: string, what: 'text' | 'title' | 'date' = 'text') =>
  explanationOf({ file: 'content/a.md', what, hugo, ours })

test('what is known is what the guide tells, no more and no less', () => {
  const guide = readFileSync(new URL('../../../docs/hugo.md', import.meta.url), 'utf8')
  const table = guide.slice(guide.indexOf('| difference |'))
  const rows = [...table.matchAll(/^\| ([^|]+) \|/gm)].map(([, name]) => name)
  expect(KNOWN_NAMES).toEqual(rows.slice(1))
})

test.each([
  ['**記憶體（PIM）**技術', '記憶體（PIM）技術', 'emphasis beside CJK punctuation'],
  ["url(r'^$', url='https://a.example/b')", "url(r'^$', url='/b')", 'canonifyURLs changes code'],
  ['see http://a.example/"&gt; now', 'see http://a.example/"> now', 'entities in a bare link'],
  ['write 👋', 'write :wave:', 'emoji in code'],
  ['[!NOTE] Use it', 'Note Use it', 'alerts'],
  ['[!NOTE] 👋', 'Note :wave:', 'several of these'],
])('%s and %s are one: %s', (hugo, ours, name) => expect(explain(hugo, ours)).toBe(name))

test.each([
  ['**bold** text', 'bold text'],
  ['記憶體', '記憶'],
  ['write 👋', 'write'],
  ['write 👋 now', 'read :wave: now'],
])('%s and %s are not', (hugo, ours) => expect(explain(hugo, ours)).toBeUndefined())

test('a page without a word is no post, one with words must be', () => {
  const missing = (hugo: string) => explanationOf({ file: 'content/a.md', what: 'live', hugo, ours: 'no live post' })
  expect(missing('https://a.example/stub/ empty')).toBe('an empty page')
  expect(missing('https://a.example/stub/')).toBeUndefined()
})

test('only a title may be absent', () => {
  expect(explain('', 'a post', 'title')).toBe('no title')
  expect(explain('', '2026-01-01', 'date')).toBeUndefined()
})
