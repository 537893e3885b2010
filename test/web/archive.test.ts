import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ArchiveList, ArchiveRequest, ListedEdition } from '../../src/actions/archive-list.ts'
import { en } from '../../src/words/en.ts'
import { he } from '../../src/words/he.ts'
import { aWeb, FRAME } from './a-web.ts'

const WEEKLY = { id: 'weekly', title: 'The Lantern, weekly' }
const TWELVE: ListedEdition = {
  newsletter: WEEKLY,
  number: 12,
  subject: 'A & <b>',
  date: 'November 24, 2026',
  day: '2026-11-24',
  posts: [],
}
const FEED = { url: 'https://news.lantern.example/a?b&c', type: 'application/rss+xml', title: 'A "b"' }

function asked(list: Partial<ArchiveList> = {}) {
  const requests: ArchiveRequest[] = []
  const app = aWeb({
    archive: {
      archiveList: async (request) => {
        requests.push(request)
        if (request.newsletter !== undefined && request.newsletter !== 'weekly') return undefined
        const newsletter = request.newsletter === undefined ? {} : { newsletter: WEEKLY }
        return { ...newsletter, feeds: [FEED], editions: [TWELVE], isNewest: true, isListed: true, ...list }
      },
      archivePage: async (id, number) => (id === 'weekly' && number === 12 ? '<!doctype html><p>Lamps</p>' : undefined),
    },
  })
  return { app, requests, get: async (path: string) => (await app.request(path)).text() }
}

describe('a list', () => {
  it('has all numbers of a newsletter, each with a link to it', async () => {
    const html = await asked().get('/archive/weekly/')
    expect(html).toMatch(
      /<li class="h-entry" value="12"><a class="u-url p-name" href="12\/" dir="auto">A &amp; &lt;b&gt;<\/a>/,
    )
    expect(html).toContain('<time class="dt-published" datetime="2026-11-24">Sent on November 24, 2026</time>')
  })

  it('has those of all newsletters, each with its name', async () => {
    const html = await asked().get('/archive/')
    expect(html).toContain('<li class="h-entry"><a class="u-url p-name" href="weekly/12/"')
    expect(html).toContain('<small><bdi>The Lantern, weekly</bdi>')
    expect(html).toContain('<h1 dir="auto">Archive</h1>')
  })

  it('says so where nothing was sent yet, and then has nothing to search', async () => {
    const html = await asked({ editions: [] }).get('/archive/weekly/')
    expect(html).toContain('Nothing has been sent yet.')
    expect(html).not.toContain('<form')
  })

  it('tells readers of the feeds that are about it', async () => {
    expect((await asked().get('/archive/weekly/')).match(/<link rel="alternate".*?>/g)).toEqual([
      '<link rel="alternate" type="application/rss+xml" href="https://news.lantern.example/a?b&amp;c" title="A &quot;b&quot;"/>',
    ])
  })

  it('leads on by a key, and back to the newest; what is no key is none', async () => {
    const { get, requests } = asked({ before: 40, isNewest: false })
    const html = await get('/archive/?before=77')
    expect(html).toContain('<a rel="next" href="?before=40">Older</a>')
    expect(html).toContain('<a href="./">To the newest</a>')
    for (const path of ['-1', '0', '1.5', 'x', '9'.repeat(30), '1%00', '']) await get(`/archive/?before=${path}`)
    expect(requests.map(({ before }) => before)).toEqual([77, ...Array(7).fill(undefined)])
  })

  it('is left to search engines, unless the operator lists none', async () => {
    expect(await asked().get('/archive/')).not.toContain('noindex')
    expect(await asked({ isListed: false }).get('/archive/')).toContain('<meta name="robots" content="noindex"/>')
  })

  it('is below 20 KB when it is full, with the style that comes along', async () => {
    const css = readFileSync(new URL('../../templates/page.css', import.meta.url), 'utf8')
    const editions = Array.from({ length: 30 }, () => ({
      ...TWELVE,
      subject: `${'How lamps are lit, '.repeat(3)}and 3 more`,
    }))
    const archiveList = async () => ({ feeds: [FEED], editions, before: 7, isNewest: true, isListed: true })
    const app = aWeb({ frame: { ...FRAME, css }, archive: { archiveList, archivePage: async () => undefined } })
    expect((await (await app.request('/archive/')).arrayBuffer()).byteLength).toBeLessThan(20_000)
  })
})

describe('a search', () => {
  it('marks what it found, in subjects and titles of posts, and is no page for search engines', async () => {
    const posts = [{ title: 'Two <lamps>', url: 'https://lantern.example/lamps/' }]
    const found = asked({ query: 'lamp', editions: [{ ...TWELVE, subject: 'Lamps & more', posts }], before: 9 })
    const html = await found.get('/archive/?q=lamp')
    expect(html).toContain('<mark>Lamps</mark> &amp; more</a>')
    expect(html).toContain('<a href="https://lantern.example/lamps/" dir="auto">Two &lt;<mark>lamps</mark>&gt;</a>')
    expect(html).toContain('noindex')
    expect(html).toContain('href="?q=lamp&amp;before=9"')
    expect(html).toContain('<a href="./">Archive</a>')
  })

  it('says that it found nothing, with what was asked as text', async () => {
    const html = await asked({ query: '"><script>', editions: [] }).get('/archive/weekly/?q=x')
    expect(html).toContain('Nothing was found for “&quot;&gt;&lt;script&gt;”.')
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"')
  })

  it.each(['%', '%ff', '%00', '%ED%A0%80', "'%20or%201=1", 'a'.repeat(5000), '&q=2&q=3', '[]=x'])(
    'answers whatever is asked: %s',
    async (query) => {
      expect((await asked().app.request(`/archive/?q=${query}`)).status).toBe(200)
    },
  )
})

it('reads from the right in Hebrew', async () => {
  const frame = { ...FRAME, language: 'he' }
  const archiveList = async () => ({ feeds: [], editions: [TWELVE], isNewest: true, isListed: true })
  const app = aWeb({ frame, words: he, archive: { archiveList, archivePage: async () => undefined } })
  const html = await (await app.request('/archive/')).text()
  expect(html).toContain('<html lang="he" dir="rtl">')
  expect(html).toContain(he.archive.search)
})

it('shows a number that was sent', async () => {
  const answer = await asked().app.request('/archive/weekly/12/')
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
  expect(await answer.text()).toBe('<!doctype html><p>Lamps</p>')
})

it.each([
  '/archive/weekly/13/',
  '/archive/daily/',
  '/archive/daily/12/',
  '/archive/weekly/012/',
  '/archive/weekly/x/',
  '/archive/weekly/-1/',
])('shows nothing of what was not: %s', async (path) => {
  expect((await asked().app.request(path)).status).toBe(404)
})

it.each([
  ['/archive', 'archive/'],
  ['/archive/weekly', 'weekly/'],
  ['/archive/weekly/12', '12/'],
])('%s leads to the page, below whatever path a proxy takes away', async (path, to) => {
  const answer = await asked().app.request(path)
  expect([answer.status, answer.headers.get('Location')]).toEqual([302, to])
})

describe('the home page', () => {
  const home = {
    newsletters: [WEEKLY],
    feeds: [],
    feedsPage: '',
    announced: [],
    isArchiveListed: true,
    latestEditions: async () => [{ ...TWELVE, posts: [{ title: 'A <post>', url: 'https://lantern.example/a/' }] }],
    share: {
      url: 'https://news.lantern.example/',
      description: 'Light & maps',
      image: 'https://lantern.example/i.png',
    },
  }
  const shown = async (ports: Parameters<typeof aWeb>[0]) => (await aWeb(ports).request('/')).text()

  it('has the latest number of each newsletter with its posts, and leads to all', async () => {
    const html = await shown({ home })
    expect(html).toContain('href="archive/weekly/12/" dir="auto">A &amp; &lt;b&gt;</a>')
    expect(html).toContain('<a href="https://lantern.example/a/" dir="auto">A &lt;post&gt;</a>')
    expect(html).toContain('<a href="archive/">Archive</a>')
  })

  it('says what is shown where it is shared', async () => {
    const html = await shown({ home })
    expect(html).toContain('<meta property="og:title" content="The Lantern"/>')
    expect(html).toContain('<meta property="og:url" content="https://news.lantern.example/"/>')
    expect(html).toContain('<meta property="og:image" content="https://lantern.example/i.png"/>')
    expect(html).toContain('<meta name="description" content="Light &amp; maps"/>')
  })

  it('links no archive that is not to be listed', async () => {
    const html = await shown({ home: { ...home, isArchiveListed: false, latestEditions: async () => [] } })
    expect(html).toContain('The Lantern, weekly')
    expect(html).not.toContain('archive/')
  })

  it('has the form to sign up where nothing is to be chosen, and a link to it where something is', async () => {
    const signUp = (newsletters: { id: string; title: string }[]) => ({
      offer: { newsletters, cadences: [], topics: [] },
      origins: [],
      signUp: async () => ({ kind: 'taken' as const }),
      signUpOf: async () => 'broken' as never,
      confirm: async () => 'broken' as never,
      stamp: () => 'a-stamp',
      newTask: async () => ({}),
      script: async () => undefined,
    })
    const app = aWeb({ home, signUp: signUp([WEEKLY]) as never })
    const answer = await app.request('/')
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self'")
    const html = await answer.text()
    expect(html).toContain('<form method="post" class="sign-up" action="subscribe">')
    expect(html).toContain('<input type="hidden" name="newsletter" value="weekly"/>')
    expect(html).toContain('<input type="hidden" name="stamp" value="a-stamp"/>')
    expect(html).toContain(en.subscribe.consent[1](WEEKLY.title))
    const two = await shown({ home, signUp: signUp([WEEKLY, { id: 'daily', title: 'Daily' }]) as never })
    expect(two).not.toContain('<form')
    expect(two).toContain('href="subscribe"')
  })
})
