import { readdirSync, readFileSync } from 'node:fs'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { readForeignFeed } from '../../src/feeds/foreign-feed.ts'
import { dateWritten, mirroredPosts } from '../../src/feeds/mirrored-post.ts'

const GOLDEN = new URL('../golden/feeds/foreign/', import.meta.url)
const CONTEXT = {
  url: 'https://feeds.example/feed.xml',
  language: 'en',
  timezone: 'Asia/Taipei',
  now: Temporal.Instant.from('2026-12-01T00:00:00Z'),
  dateOf: () => undefined,
}

describe('feeds as their programs write them: golden/feeds/foreign', () => {
  const names = readdirSync(GOLDEN).filter((name) => !name.endsWith('.txt'))
  it.each(names)('%s', async (name) => {
    const feed = readForeignFeed(readFileSync(new URL(name, GOLDEN), 'utf8'))
    const { posts, leftOut } = mirroredPosts(feed, CONTEXT)
    expect(leftOut).toBe(0)
    const text = posts.map((post) => `${post.isSummary ? 'a summary alone\n' : ''}${post.text}`).join('\n')
    await expect(text).toMatchFileSnapshot(`../golden/feeds/foreign/${name.replace(/\.\w+$/, '')}.txt`)
  })
})

const item = (inner: string) => `<rss version="2.0"><channel><title>T</title><item>${inner}</item></channel></rss>`
const only = (text: string, context = {}) => {
  const { posts, leftOut } = mirroredPosts(readForeignFeed(text), { ...CONTEXT, ...context })
  return { text: posts[0]?.text ?? '', post: posts[0], count: posts.length, leftOut }
}
const field = (text: string, name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1]

test.each([
  ['Tue, 1 Dec 2026 10:00:00 +0100', '"2026-12-01T10:00:00+01:00"'],
  ['1 Dec 2026 10:00 GMT', '"2026-12-01T10:00:00+00:00"'],
  ['2026-12-01', '"2026-12-01T00:00:00+08:00"'],
  ['the first of December', '"2026-12-01T00:00:00+00:00"'],
])('a date as it is written, else the moment at which it is first seen: %s', (written, date) => {
  const { text } = only(item(`<link>https://a.example/1</link><title>A</title><pubDate>${written}</pubDate>`))
  expect(field(text, 'date')).toBe(date)
})

test('an item without a date keeps the one on which it was first seen', () => {
  const undated = item('<link>https://a.example/1</link><title>A</title>')
  const { text, post } = only(undated)
  expect(post?.isUndated).toBe(true)
  const later = { now: CONTEXT.now.add({ hours: 30 }), dateOf: () => dateWritten(text) }
  expect(only(undated, later).text).toBe(text)
})

test('whose id stays keeps its file, whatever else of it changes', () => {
  const one = only(item('<guid isPermaLink="false">7</guid><link>https://a.example/1</link><title>A</title>'))
  const two = only(item('<guid isPermaLink="false">7</guid><link>https://a.example/2</link><title>B</title>'))
  expect(two.post?.name).toBe(one.post?.name)
})

test('what has no address is left out and counted; of two with one id the first counts', () => {
  const feed = `<rss version="2.0"><channel><title>T</title>
    <item><title>nowhere</title></item><item><link>javascript:alert(1)</link></item>
    <item><guid>https://a.example/1</guid><title>new</title></item><item><guid>https://a.example/1</guid><title>old</title></item>
  </channel></rss>`
  const { text, count, leftOut } = only(feed)
  expect([count, leftOut, field(text, 'title')]).toEqual([1, 2, '"new"'])
})

test('relative addresses begin at xml:base, else at the item’s own page', () => {
  const content = '<content type="html">&lt;a href="b"&gt;x&lt;/a&gt;&lt;img src="/c.png"&gt;</content>'
  const atom = (base: string) =>
    `<feed xmlns="http://www.w3.org/2005/Atom"${base}><title>T</title><entry><id>urn:1</id><title>A</title><link href="https://a.example/p/q/"/>${content}</entry></feed>`
  expect(only(atom('')).text).toContain('<a href="https://a.example/p/q/b">x</a><img src="https://a.example/c.png">')
  expect(only(atom(' xml:base="https://b.example/d/"')).text).toContain('<a href="https://b.example/d/b">')
})

test('an entity that a document declares is not expanded, and what is nested without end is left out', () => {
  const bomb = `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${item('<link>https://a.example/</link><title>&b;</title>')}`
  expect(field(only(bomb).text, 'title')).toBe('"&b;"')
  const deep = item(`<link>https://a.example/</link><description>${'&lt;b&gt;'.repeat(50_000)}</description>`)
  expect(only(deep)).toMatchObject({ count: 0, leftOut: 1 })
  const whole = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">x</content:encoded>'
  expect(only(deep.replace('<description>', `${whole}<description>`))).toMatchObject({ count: 0, leftOut: 1 })
})

test('no field of an item can be more than its line', () => {
  const title = 'A&#10;draft: true&#10;---&#10;newsletter: {only: [x]}'
  const { text } = only(item(`<link>https://a.example/1</link><title>${title}</title><description>---</description>`))
  expect(text.split('\n---\n')[0]).not.toMatch(/^draft|^newsletter/m)
  expect(field(text, 'title')).toBe(JSON.stringify('A draft: true --- newsletter: {only: [x]}'))
})
