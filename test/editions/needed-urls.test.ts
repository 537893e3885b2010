import { describe, expect, test } from 'vitest'
import { neededUrls, notOnline, type UrlsOf, type UrlsWhere } from '../../src/editions/needed-urls.ts'

const HASH = '0123456789abcdef0123456789abcdef'
const WEB = 'https://news.lantern.example/'
const where: UrlsWhere = {
  by: 'status',
  siteUrl: 'https://lantern.example/',
  webUrl: WEB,
  isMailed: true,
  asksWeb: true,
}
const lamps = {
  url: 'https://lantern.example/lamps/',
  title: 'Brass lamps',
  html: '<p>All about <b>lamps</b>.</p>',
}
const needed = (of: Partial<UrlsOf>, at: Partial<UrlsWhere> = {}) =>
  neededUrls({ posts: [lamps], mails: [], ...of }, { ...where, ...at })

describe('what must be online when a mail arrives', () => {
  test('the pages of its posts', () => {
    expect(needed({})).toEqual([{ kind: 'page', url: lamps.url }])
  })

  test('by title: with what they show, its title or how it begins', () => {
    expect(needed({}, { by: 'title' })).toEqual([
      { kind: 'page', url: lamps.url, shows: ['Brass lamps', 'All about lamps.'] },
    ])
    expect(needed({ posts: [{ ...lamps, html: '<img src="https://x.example/a.png">' }] }, { by: 'title' })).toEqual([
      { kind: 'page', url: lamps.url, shows: ['Brass lamps'] },
    ])
  })

  test('its pictures, each once: ours, the site’s, and those of others', () => {
    const mail = [
      `${WEB}pictures/${HASH}.png`,
      'https://lantern.example/a.jpg',
      'https://cdn.example/b.jpg?x=1&amp;y=2',
      `${WEB}pictures/${HASH}.png`,
      'cid:x@y',
      'data:image/png;base64,AA==',
      'http://[',
    ]
      .map((src) => `<img src="${src}">`)
      .join('')
    expect(needed({ mails: [mail, mail] })).toEqual([
      { kind: 'page', url: lamps.url },
      { kind: 'picture', url: `${WEB}pictures/${HASH}.png` },
      { kind: 'picture', url: 'https://lantern.example/a.jpg' },
      { kind: 'picture', url: 'https://cdn.example/b.jpg?x=1&y=2', isOthers: true },
    ])
  })

  test('its archive: the list beside its page, which is not there before it is sent', () => {
    expect(needed({ archive: `${WEB}archive/weekly/12/` })).toEqual([
      { kind: 'page', url: lamps.url },
      { kind: 'archive', url: `${WEB}archive/weekly/` },
    ])
  })

  test('nothing of web.url where it cannot be asked from here', () => {
    const mails = [`<img src="${WEB}pictures/${HASH}.png"><img src="https://lantern.example/a.jpg">`]
    expect(needed({ mails, archive: `${WEB}archive/weekly/12/` }, { asksWeb: false })).toEqual([
      { kind: 'page', url: lamps.url },
      { kind: 'picture', url: 'https://lantern.example/a.jpg' },
    ])
  })

  test('a trial is read by nobody whose program would load pictures', () => {
    expect(needed({ mails: ['<img src="https://cdn.example/b.jpg">'] }, { isMailed: false, asksWeb: false })).toEqual([
      { kind: 'page', url: lamps.url },
    ])
  })
})

describe('is said', () => {
  test('of pages that do not answer, as ever', () => {
    expect(notOnline([{ kind: 'page', said: 'https://a.example/ answers 404' }])).toBe(
      "The posts' pages do not answer. https://a.example/ answers 404.",
    )
  })

  test('of all else', () => {
    expect(notOnline([{ kind: 'picture', said: 'The picture https://a.example/p.png answers 404' }])).toBe(
      'Not all that the mails show and lead to is online. The picture https://a.example/p.png answers 404.',
    )
  })

  test('in a few sentences, however much it is', () => {
    const away = Array.from({ length: 9 }, (_, i) => ({
      kind: 'page' as const,
      said: `https://a.example/${i} answers 404`,
    }))
    expect(notOnline(away)).toContain('https://a.example/4 answers 404. So it is with 4 more.')
  })
})
