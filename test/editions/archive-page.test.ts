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
