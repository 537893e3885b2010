import { describe, expect, test } from 'vitest'
import { archiveHtml } from '../../src/editions/archive-page.ts'
import { renderVariant } from '../../src/editions/render-variant.ts'
import type { Variant } from '../../src/editions/variant.ts'
import { PREFERENCES_PLACEHOLDER, TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { mailOutline } from './mail-outline.ts'
import { keeper, memory, PREFERENCES, sampleMail, UNSUBSCRIBE } from './sample-mail.ts'

const PAGE = {
  url: 'https://news.lantern.example/archive/weekly/12/',
  feeds: [{ url: 'https://news.lantern.example/feed.xml', type: 'application/rss+xml', title: 'The "Lantern"' }],
  links: [{ url: 'https://news.lantern.example/archive/weekly/', label: 'All numbers' }],
  isIndexed: false,
  corrections: [],
  siteName: 'The Lantern',
  picturesUrl: 'https://news.lantern.example/pictures/',
  published: '2026-11-16T09:00:00Z',
  date: 'November 16, 2026',
}

async function sent(): Promise<Variant> {
  const { variant } = await renderVariant(sampleMail([memory, keeper]))
  return variant ?? expect.fail('not rendered')
}

const made = (html: string): Variant => ({
  mask: 1,
  postIds: ['a'],
  language: 'en',
  subject: 'A light',
  preheader: '',
  html,
  text: '',
})

describe('the page of a sent mail', () => {
  test('shows what was wrong above it, each with its day, and nothing of it where nothing was', async () => {
    const variant = await sent()
    const corrections = [
      { day: '2026-11-18', label: 'Corrected on November 18, 2026', html: '<p>It is <strong>red</strong>.</p>' },
      { day: '2026-11-17', label: 'Corrected on November 17, 2026', html: '<p>It is blue.</p>' },
    ]
    const html = archiveHtml(variant, { ...PAGE, corrections })
    const places = [
      '<body',
      '<time datetime="2026-11-18">Corrected on November 18, 2026</time>',
      '<p>It is <strong>red</strong>.</p>',
      '<time datetime="2026-11-17">',
      '<p>It is blue.</p>',
      memory.title,
    ].map((text) => html.indexOf(text, html.indexOf('<body')))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places).not.toContain(-1)
    expect(archiveHtml(variant, PAGE)).not.toContain('<aside')
  })

  test('shows its posts', async () => {
    const outline = mailOutline(archiveHtml(await sent(), PAGE))
    expect(outline).toContain('h1 The Lantern, weekly')
    expect(outline).toContain(`h2 [zh-Hant-TW ltr] ${memory.title}`)
    expect(outline).toContain(`a Continue reading → ${keeper.url}`)
    expect(outline).toContain('a All numbers → https://news.lantern.example/archive/weekly/')
  })

  test('leaves out what is for a mailbox: how to leave, read online, the preheader, Outlook’s comments', async () => {
    const html = archiveHtml(await sent(), PAGE)
    expect(html).not.toMatch(/Unsubscribe|You get this because|Read online|<!--|\u034f/)
  })

  test('says where it is, which feeds there are, and that search engines leave it out', async () => {
    const head = archiveHtml(await sent(), PAGE).split('</head>')[0]
    expect(head).toContain('<link rel="canonical" href="https://news.lantern.example/archive/weekly/12/">')
    expect(head).toContain('<link rel="alternate" type="application/rss+xml" title="The &#x22;Lantern&#x22;"')
    expect(head).toContain('<meta name="robots" content="noindex">')
    expect(archiveHtml(await sent(), { ...PAGE, isIndexed: true })).not.toContain('noindex')
  })
})
describe('what makes it fit to be shared', () => {
  const picture = (name: string, more = '') => `<img src="https://news.lantern.example/pictures/${name}.png"${more}>`
  const shown = (html: string, page: Partial<typeof PAGE> & Record<string, unknown> = {}) =>
    archiveHtml({ ...made(html), preheader: ' Soft & "warm" ' }, { ...PAGE, ...page })

  test('Open Graph: title, address, site, day, description', () => {
    const html = shown('<p>Lamps</p>')
    for (const meta of [
      'property="og:type" content="article"',
      'property="og:title" content="A light"',
      'property="og:url" content="https://news.lantern.example/archive/weekly/12/"',
      'property="og:site_name" content="The Lantern"',
      'property="og:description" content="Soft &#x26; &#x22;warm&#x22;"',
      'property="article:published_time" content="2026-11-16T09:00:00Z"',
      'name="description" content="Soft &#x26; &#x22;warm&#x22;"',
    ])
      expect(html).toContain(`<meta ${meta}>`)
    expect(html).not.toContain('og:image')
  })

  test.each([
    ['the first that is kept', `<img src="https://else.example/a.png">${picture('a')}${picture('b')}`, 'a'],
    ['none as small as a formula', picture('a', ' width="120"') + picture('b', ' width="552"'), 'b'],
  ])('its picture is %s', (_what, html, name) => {
    const url = `https://news.lantern.example/pictures/${name}.png`
    expect(shown(html)).toContain(`<meta property="og:image" content="${url}">`)
  })

  test('without one it is the site’s icon', () => {
    const icon = 'https://lantern.example/icon.png'
    expect(shown('<p>Lamps</p>', { icon })).toContain(`<meta property="og:image" content="${icon}">`)
  })

  test('microformats2: an entry with name, day, address and content, which is the mail', () => {
    const html = shown('<body class="own"><p class="a">Lamps</p><div>Bread</div></body>')
    expect(html).toContain(
      '<body class="own h-entry"><p class="a e-content">Lamps</p><div class="e-content">Bread</div>',
    )
    expect(html).toContain('<data class="p-name" value="A light"></data>')
    expect(html).toContain(
      `<a class="u-url" href="${PAGE.url}"><time class="dt-published" datetime="2026-11-16T09:00:00Z">November 16, 2026</time></a>`,
    )
  })

  test('nothing comes between the parts of the mail, which its styles go by', async () => {
    expect((await sent()).html).toMatch(/<body\b[^>]* class="mail"[^>]*>\s*<div/)
    const html = archiveHtml(await sent(), PAGE)
    expect(html).toMatch(/<body\b[^>]* class="mail h-entry"[^>]*>\s*<div\b[^>]* class="e-content"/)
  })

  test('its neighbours are linked, and told in the head', () => {
    const older = { url: 'https://news.lantern.example/archive/weekly/11/', label: 'Older' }
    const html = shown('<p>Lamps</p>', { older })
    expect(html).toContain(`<link rel="prev" href="${older.url}">`)
    expect(html).toContain(`<a href="${older.url}" rel="prev">Older</a>`)
    expect(html).not.toContain('rel="next"')
  })

  test('a copy of one post says where that is', () => {
    const canonical = 'https://lantern.example/posts/lamps/'
    expect(shown('<p>Lamps</p>', { canonical })).toContain(`<link rel="canonical" href="${canonical}">`)
  })
})

test.each([
  ['a link outside any mark', `<p>Bye: <a href="${UNSUBSCRIBE}">leave</a></p>`],
  ['a link to the preferences', `<p>Or <a href="${PREFERENCES}">change</a></p>`],
  ['an address written out', `<p>${UNSUBSCRIBE} ${PREFERENCES}</p>`],
  ['a button', `<form action="${UNSUBSCRIBE}"><button formaction="${UNSUBSCRIBE}">leave</button></form>`],
  ['a comment', `<!-- ${UNSUBSCRIBE} -->`],
  ['a style', `<style>a { background: url(${UNSUBSCRIBE}) }</style>`],
  ['two links side by side', `<a href="${UNSUBSCRIBE}">a</a><a href="${UNSUBSCRIBE}">b</a>`],
  ['a link in Outlook’s comment', `<!--[if mso]><a href="${UNSUBSCRIBE}">a</a><![endif]-->`],
])('no place of a token is left: %s', (_what, html) => {
  const shown = archiveHtml(made(html), PAGE)
  for (const placeholder of [TOKEN_PLACEHOLDER, PREFERENCES_PLACEHOLDER]) expect(shown).not.toContain(placeholder)
})
