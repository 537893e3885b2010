import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { feedStyle } from '../../src/feeds/feed-style.ts'
import { readGoldenFeed } from './golden-feeds.ts'
import { w3cFindings } from './w3c/w3c-rules.ts'
import { writeAtom, writeRss } from './whole-feed.ts'

test('the style sheet says what a feed is in the words it is given, whatever they hold', () => {
  const css = feedStyle('a {}', { about: 'A "feed" \\ is\nthis', copyThis: '訂閱' })
  expect(css).toContain('--about: "A \\22 feed\\22  \\5c  is\\a this";')
  expect(css).toContain('--copy-this: "訂閱";')
})

test('the template says both', () => {
  const css = readFileSync(new URL('../../templates/feed.css', import.meta.url), 'utf8')
  expect(css).toContain('content: var(--about) "\\A" var(--copy-this)')
})

test('XML names its style sheet before its root, also below a path with an ampersand', () => {
  for (const write of [writeRss, writeAtom]) {
    const document = write({ ...readGoldenFeed('empty'), styleSheet: '/a&b/feed.css' })
    expect(document.split('\n')[1]).toBe('<?xml-stylesheet type="text/css" href="/a&amp;b/feed.css"?>')
    expect(w3cFindings(document)).toEqual([])
  }
})
