import { describe, expect, it } from 'vitest'
import { BroadsheetError, failure } from '../../src/config/problem.ts'
import { aWeb, FRAME } from './a-web.ts'

it('healthz answers as this instance, and no cache in between may', async () => {
  const answer = await aWeb().request('/healthz')
  expect(await answer.json()).toEqual({ status: 'ok', instance: 'AAECAwQFBgcICQoL' })
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
})

it('healthz says what keeps it from working, with a status that a monitor heeds', async () => {
  const trouble = () => 'The database was deleted.'
  const answer = await aWeb({
    health: { instance: 'AAECAwQFBgcICQoL', trouble, deliveryTrouble: async () => undefined },
  }).request('/healthz')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ status: 'failed', problem: 'The database was deleted.' })
})

it('healthz/delivery says what keeps mails from going, while healthz answers as this instance', async () => {
  const health = {
    instance: 'AAECAwQFBgcICQoL',
    trouble: () => undefined,
    deliveryTrouble: async () => 'The thread that delivers keeps dying; the log says of what.',
  }
  const web = aWeb({ health })
  expect((await web.request('/healthz')).status).toBe(200)
  const answer = await web.request('/healthz/delivery')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(await answer.json()).toMatchObject({ problem: health.deliveryTrouble && (await health.deliveryTrouble()) })
  expect((await aWeb().request('/healthz/delivery')).status).toBe(200)
  const gone = aWeb({ health: { ...health, trouble: () => 'The database was deleted.' } })
  expect(await (await gone.request('/healthz/delivery')).json()).toMatchObject({ problem: 'The database was deleted.' })
})

const NOTHING_SENT = { isArchiveListed: true, latestEditions: async () => [] }

describe('the home page', () => {
  it('names newsletters and feeds, by links that hold below any path', async () => {
    const html = await (await aWeb().request('/')).text()
    expect(html).toMatch(/^<!doctype html><html lang="en" dir="ltr">/)
    expect(html).toContain('<a href="archive/weekly/">The Lantern, weekly</a>')
    expect(html).toContain('<a href="https://news.lantern.example/feed.xml">RSS</a>')
    expect(html).not.toContain('mailbox')
  })

  it('links the list of all feeds, and tells readers of the newsletters’ feeds too', async () => {
    const announced = [
      { url: 'https://news.lantern.example/newsletters/weekly/feed.xml', type: 'a/b', title: 'Weekly' },
    ]
    const feedsPage = 'https://news.lantern.example/feeds/'
    const home = { ...NOTHING_SENT, newsletters: [], feeds: [], feedsPage, announced }
    const html = await (await aWeb({ home }).request('/')).text()
    expect(html).toContain('<a href="https://news.lantern.example/feeds/">')
    expect(html).toContain(
      '<link rel="alternate" type="a/b" href="https://news.lantern.example/newsletters/weekly/feed.xml" title="Weekly"/>',
    )
  })

  it('reads from the right in Hebrew', async () => {
    const html = await (await aWeb({ frame: { ...FRAME, language: 'he' } }).request('/')).text()
    expect(html).toContain('<html lang="he" dir="rtl">')
  })

  it('escapes what an operator named things', async () => {
    const home = {
      ...NOTHING_SENT,
      newsletters: [{ id: 'weekly', title: '<script>alert(1)</script>' }],
      feeds: [],
      feedsPage: '',
      announced: [],
    }
    const html = await (await aWeb({ home }).request('/')).text()
    expect(html).not.toContain('<script>')
  })
})

describe('each answer', () => {
  it.each([
    '/',
    '/healthz',
    '/nothing',
    '/unsubscribe/x',
    '/preferences/x',
    '/preferences/address/x',
    '/archive/weekly/',
  ])('%s: no script runs, no site frames it', async (path) => {
    const { headers } = await aWeb().request(path)
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('Content-Security-Policy')).not.toContain('unsafe')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    // A page's URL may hold a token.
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('Set-Cookie')).toBeNull()
  })
})

describe('where nothing is', () => {
  it.each(['/nothing', '/archives/', '/pictures/', '/mailbox/', '/feed', '/.env', '/archive/weekly/x'])(
    '%s is a page that says so',
    async (path) => {
      const answer = await aWeb().request(path)
      expect(answer.status).toBe(404)
      expect(await answer.text()).toContain('There is nothing at this address.')
    },
  )
})

describe('what nobody foresaw', () => {
  const token = 'AQF_6wABAgMEBQYHCAkKC9vkG91YMtC5uXyCK3x05FI'
  const ask = async (error: Error) => {
    const log: string[] = []
    const unsubscribe = {
      subscriptionOf: () => Promise.reject(error),
      unsubscribe: async () => {},
      unsubscribeFromAll: async () => {},
      takeBack: async () => [],
    }
    const answer = await aWeb({ unsubscribe, onError: (text) => log.push(text) }).request(`/unsubscribe/${token}`)
    const retryAfter = answer.headers.get('Retry-After')
    return { status: answer.status, retryAfter, page: await answer.text(), log: log.join('\n') }
  }

  it('is a plain page that leaks nothing', async () => {
    const { status, page } = await ask(new Error('SQLITE_CORRUPT: /srv/data/broadsheet.db'))
    expect(status).toBe(500)
    expect(page).toBe('Something went wrong here. It was written down.')
  })

  it('is no fault of the page where it passes: who left tries again, as does a mail program', async () => {
    const away = new BroadsheetError(
      failure('store.unreachable', 'PostgreSQL does not answer.', { file: 'postgres://db/' }),
    )
    const { status, page, retryAfter } = await ask(away)
    expect([status, retryAfter]).toEqual([503, '60'])
    expect(page).toBe('This does not work at the moment. Try again in a minute.')
  })

  it('is a plain sentence where the publication was moved, and this program has the old database', async () => {
    const moved = failure('store.moved-away', 'This publication was moved to postgres://db/.', { file: 'x.db' })
    const { status, page, log } = await ask(new BroadsheetError(moved))
    expect(status).toBe(503)
    expect(page).toBe('This moved to another place. Nothing was changed here: try again later.')
    expect(log).toContain('moved to postgres://db/')
  })

  it("is written down with its place, without anybody's address or token", async () => {
    const { log } = await ask(new Error(`no row for ${token}, <ada.b+c@example.com>`))
    expect(log).toMatch(/^Error: no row for <token>, <<address>>\n\s+at .*web\.test\.ts/)
  })
})

describe('Strict-Transport-Security', () => {
  const of = async (trustProxy: boolean, headers: Record<string, string>) =>
    (await aWeb({ trustProxy }).request('/', { headers })).headers.get('Strict-Transport-Security')

  it('is said over https alone (RFC 6797 §7.2), which only a trusted proxy can tell, and of this host alone', async () => {
    expect(await of(true, { 'X-Forwarded-Proto': 'https' })).toBe('max-age=15552000')
    expect(await of(true, { 'X-Forwarded-Proto': 'http, https' })).toBe('max-age=15552000')
    expect(await of(true, { 'X-Forwarded-Proto': 'https, http' })).toBeNull()
    expect(await of(true, {})).toBeNull()
    expect(await of(false, { 'X-Forwarded-Proto': 'https' })).toBeNull()
  })
})
