import { describe, expect, test } from 'vitest'
import { formatProblem } from '../../src/config/problem.ts'
import { checkFeedDocument } from '../../src/feeds/check-document.ts'
import type { FeedFormat } from '../../src/feeds/feed.ts'
import { readGolden } from './golden-feeds.ts'

const FILES: Record<FeedFormat, string> = { rss: 'lantern.rss.xml', atom: 'lantern.atom.xml', json: 'lantern.json' }

/** What is said of a good document after one change, which must have been made. */
function complaints(format: FeedFormat, from: string | RegExp, to: string): string[] {
  const good = readGolden(FILES[format])
  const bad = good.replace(from, to)
  expect(bad).not.toBe(good)
  return checkFeedDocument(format, bad).map(formatProblem)
}

describe('a document that is not well-formed is refused with its line', () => {
  test.each([
    ['<title>燈籠 The Lantern</title>', '<title>a & b</title>', '4: The character U+0026 may not stand there.'],
    ['燈籠 The Lantern', 'a\u0001', '4: The character U+0001 may not stand there.'],
    ['燈籠 The Lantern', '\ud800', '4: The character U+D800 may not stand there.'],
    ['燈籠 The Lantern', '&nbsp;', '4: The character U+0026 may not stand there.'],
    ['燈籠 The Lantern', '<![CDATA[a & b]]> & c', '4: The character U+0026 may not stand there.'],
    ['</title>', '</titel>', /^4: The feed is not well-formed: .*close tag/],
    ['<atom:link', '<atom:link rel=self', /^11: The feed is not well-formed: /],
    [/<\/rss>\s*$/, '', /The feed is not well-formed: /],
    [/ xmlns:dc="[^"]*"/, '', /The feed is not well-formed: .*prefix/],
    [/^[\s\S]*$/, '', /The feed is not well-formed: document must contain a root element/],
  ])('%s → %s', (from, to, said) => {
    const [problem, ...more] = complaints('rss', from, to)
    expect(problem).toMatch(said)
    expect(more).toEqual([])
  })

  test('JSON that breaks off', () => {
    expect(complaints('json', /\}\s*$/, '')).toEqual([expect.stringContaining('The feed is not well-formed: ')])
  })
})

describe('the rules of the format', () => {
  test.each<[FeedFormat, string | RegExp, string, string]>([
    ['rss', 'version="2.0"', 'version="0.91"', '2: This is not RSS 2.0 with a channel.'],
    ['rss', /<link>https:\/\/lantern.example\/<\/link>/, '', '3: <channel> must have one <link>, not 0.'],
    ['rss', 'Posts on paper &#x26; light', ' ', '<description> is empty.'],
    [
      'rss',
      'Tue, 03 Feb',
      'Mon, 03 Feb',
      '<lastBuildDate> holds "Mon, 03 Feb 2026 08:00:00 +0800", which is not a date.',
    ],
    ['rss', 'rel="self"', '', '<channel> has no <atom:link rel="self"> with an absolute URL.'],
    ['rss', /<guid.*<\/guid>/, '', '<item> must have one <guid>, not 0.'],
    ['rss', '2026-02-03T08', '2026-02-30T08', '<atom:updated> holds "2026-02-30T08:00:00+08:00", which is not a date.'],
    [
      'rss',
      '<link>https://lantern.example/posts/ink/',
      '<link>/posts/ink/',
      '<link> holds "/posts/ink/", which no reader can open.',
    ],
    [
      'rss',
      '>https://lantern.example/posts/first/</guid>',
      '>tag:lantern.example,2026-01-31:path:posts/ink.md@2026-01-31</guid>',
      'Two entries have the id tag:lantern.example,2026-01-31:path:posts/ink.md@2026-01-31.',
    ],
    ['atom', 'http://www.w3.org/2005/Atom', 'http://purl.org/atom/ns#', '2: This is not an Atom feed.'],
    ['atom', '<id>https://news.lantern.example/atom.xml', '<id>atom.xml', '<id> holds "atom.xml", which is not a URI.'],
    ['atom', 'rel="self"', 'rel="related"', '<feed> has no <link rel="self"> with an absolute URL.'],
    ['atom', '2026-02-03T08:00:00+08:00', 'yesterday', '<updated> holds "yesterday", which is not a date.'],
    ['atom', /(<\/published>\s*)<author>[\s\S]*?(<category)/, '$1$2', '<entry> has no <author>.'],
    ['atom', 'href="https://lantern.example/posts/ink/"', 'href="ink"', '<entry> has no link that a reader can open.'],
    ['atom', 'term="紙"', 'label="紙"', '<category> has no term.'],
    ['json', '1.1', '1', 'This is not a JSON Feed 1.1 with items.'],
    ['json', '"title": "燈籠 The Lantern"', '"title": ""', 'The feed has no title.'],
    ['json', /"id": ".*?",/, '', 'items[0] has no id.'],
    ['json', /"id": ".*?",/, '"id": 7,', 'items[0] has no id.'],
    ['json', '"url": "https://lantern.example/posts/ink/"', '"url": "ink"', 'items[0] has no URL to open.'],
    ['json', /"content_text": "一則摘要",/, '', 'items[1] has no content.'],
    [
      'json',
      '2026-01-31T23:30:00-03:30',
      '2026-01-31',
      'items[0].date_published is "2026-01-31", which is not a date.',
    ],
  ])('%s: %s → %s: %s', (format, from, to, said) => {
    expect(complaints(format, from, to)).toEqual([expect.stringContaining(said)])
  })

  test('every broken rule is told, not the first', () => {
    expect(complaints('rss', /<(guid|pubDate|title)[ >].*<\/\1>/g, '').length).toBe(7)
  })
})

test.each([
  ['rss', /(<content:encoded>)[\s\S]*?(<\/content:encoded>)/],
  ['atom', /(<content [^>]*>)[\s\S]*?(<\/content>)/],
] as const)('%s: the text of a post is held to be well-formed like all else', (format, body) => {
  const within = (text: string) => complaints(format, body, `$1${text}$2`)
  expect(within('any &lt;p&gt;, &amp;nbsp; or &#x26;')).toEqual([])
  for (const bad of [
    'a & b',
    '&nbsp;',
    '&#0;',
    '&#xD800;',
    '&#xFFFF;',
    ']]>',
    '<b>',
    '</b>',
    '<!-- -- -->',
    '\u0007',
  ]) {
    expect(within(bad)).toEqual([expect.stringMatching(/^\d+: The (?:feed is not well-formed|character U\+)/)])
  }
})
