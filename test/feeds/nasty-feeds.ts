import type { Feed, FeedEntry } from '../../src/feeds/feed.ts'
import { written } from './golden-feeds.ts'

/** Feeds of everything that has broken a feed somewhere. Ids are good, URLs are: what is bad is refused (checkEntry). */
export function nastyFeeds(): Record<string, Feed> {
  return {
    'no entries': feedOf([]),
    'every odd character in every field': feedOf(ODD.map((text, index) => everywhere(index, text))),
    'characters one by one': feedOf([
      anEntry(0, { title: ONE_BY_ONE, summary: ONE_BY_ONE, html: `<p>${ONE_BY_ONE}</p>` }),
    ]),
    'two megabytes': feedOf([anEntry(0, { html: `<p>${'紙 &amp; light. '.repeat(140_000)}</p>` })]),
    'every offset': feedOf(OFFSETS.map((offset, index) => dated(index, `2026-06-30T23:59:59${offset}`))),
    'first and last days': feedOf(DATES.map((date, index) => dated(index, date))),
    'right to left': feedOf(
      RIGHT_TO_LEFT.map((facts, index) => anEntry(index, facts)),
      { language: 'he' },
    ),
    'tags and names': feedOf([anEntry(0, { tags: TAGS, authors: TAGS.map((name) => ({ name })) })]),
    'no text': feedOf([anEntry(0, { summary: '', html: '', text: '' })]),
    'nothing but an id': feedOf([anEntry(0, { title: '', summary: '', authors: [], language: '' })]),
  }
}

/** The characters at the edges of what XML, JSON and UTF-16 can carry, with a letter on either side. */
const ONE_BY_ONE = [
  ...Array.from({ length: 0xa1 }, (_, code) => code),
  ...[0x2028, 0x2029, 0x200b, 0x200e, 0x202e, 0x2066, 0xfeff, 0xfdd0, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000],
  ...[0xfffc, 0xfffd, 0xfffe, 0xffff, 0x1_0000, 0x1_f3ee, 0x1_fffe, 0x1_ffff, 0xe_0001, 0x10_ffff],
]
  .map((code) => `a${code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code)}b`)
  .join(' ')

const ODD = [
  ']]>',
  ']]]]><![CDATA[>',
  '<![CDATA[ a ]]>',
  '<!-- a -- b -->',
  '<?xml version="1.0"?>',
  // The marks that the writer itself cuts and puts in by.
  '<?seam ?> &lt;?seam ?> <?x26 ?> <?x3C ?>',
  '<!DOCTYPE feed [<!ENTITY a "b">]>&a;',
  '&amp; &#38; &#x26; &#0; &nbsp; &bogus; & &;',
  '<b>bold</b> <script>alert(1)</script>',
  '"double" \'single\' `grave` $& $1 %s \\n \\u0041',
  'a\r\nb\rc\nd\te',
  'e\u0301 \u212b \ufb01 \u1e9b\u0323',
  '👩‍👩‍👧 🇹🇼 🏮 \u{1f3f4}\u{e0067}\u{e0062}\u{e007f}',
  'abc \u202e def \u202c \u2066 ghi \u2069',
  '\ud83d alone \udc00',
  'noncharacters \ufffe \uffff \ufdd0',
  'null \u0000 bell \u0007 escape \u001b[31m delete \u007f next line \u0085',
  '</item></channel></rss></entry></feed>',
  '{"items": [null]} </script>',
]

const OFFSETS = Array.from({ length: 4 * 26 + 1 }, (_, index) => {
  const minutes = index * 15 - 12 * 60
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
})

const DATES = [
  '0001-01-01T00:00:00Z',
  '1582-10-10T12:00:00Z',
  '1969-12-31T23:59:59+14:00',
  '2024-02-29T00:00:00-12:00',
  '9999-12-31T23:59:59Z',
]

const RIGHT_TO_LEFT: Partial<FeedEntry>[] = [
  {
    title: 'שלום עולם (1984)',
    html: '<p dir="rtl">שלום <bdi>Mei</bdi> &amp; ברכה</p>',
    language: 'he',
    tags: ['ספרים'],
  },
  { title: 'مرحبا: R&D', html: '<p>مرحبا</p>', language: 'ar-EG', authors: [{ name: 'ليلى' }] },
]

const TAGS = ['R&D', 'AC/DC', 'C++', '<b>', '🏮👩‍👩‍👧', 'a, b; c', "L'été", '日誌 / 隨筆', '"quoted"', '#hash', '100%']

function everywhere(index: number, text: string): FeedEntry {
  const inUrl = encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''))
  return anEntry(index, {
    url: `https://nasty.example/${index}/?q=${inUrl}&amp=1`,
    title: text,
    summary: text,
    html: `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`,
    text,
    authors: [{ name: text, url: 'https://nasty.example/?a=1&b=2' }],
    tags: [text, `${text}!`],
    image: {
      url: `https://nasty.example/a.png?q=${inUrl}`,
      alt: text,
      type: 'image/png',
      length: 7,
      width: 2,
      height: 1,
    },
    plays: [{ url: `https://nasty.example/a.mp3?q=${inUrl}`, type: 'audio/mpeg', length: 7 }],
    rights: { text, licence: 'https://creativecommons.org/licenses/by/4.0/?a=1&b=2' },
  })
}

function dated(index: number, date: string): FeedEntry {
  return anEntry(index, { title: date, publishedAt: written(date), updatedAt: written(date) })
}

function anEntry(index: number, facts: Partial<FeedEntry>): FeedEntry {
  return {
    id: `tag:nasty.example,2026-01-05:id:${index}`,
    url: `https://nasty.example/${index}/`,
    title: `Post ${index}`,
    publishedAt: written('2026-01-05T09:00:00+08:00'),
    updatedAt: written('2026-01-05T09:00:00+08:00'),
    summary: 'In short.',
    html: '<p>At length.</p>',
    text: 'At length.',
    authors: [{ name: 'Mei' }],
    tags: [],
    language: 'en',
    ...facts,
  }
}

function feedOf(entries: FeedEntry[], site: Partial<Feed['site']> = {}): Feed {
  const at = (file: string) => `https://nasty.example/${file}?a=1&b=2`
  return {
    site: {
      title: 'Nasty & "co" ]]> 🏮',
      url: 'https://nasty.example/',
      language: 'en',
      author: { name: 'Mei' },
      ...site,
    },
    selfUrls: { rss: at('feed.xml'), atom: at('atom.xml'), json: at('feed.json') },
    hub: 'https://hub.example/?a=1&b=2',
    styleSheet: '/feed.css?a=1&b=2',
    entries,
  }
}
