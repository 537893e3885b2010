import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import type { NeededUrl } from '../../src/editions/needed-urls.ts'
import { type Fetch, guardedFetch } from '../../src/network/guarded-fetch.ts'
import { liveCheck } from '../../src/network/live-check.ts'
import { startWebServer } from './web-server.ts'

const page = (path: string, shows?: string[]): NeededUrl => ({
  kind: 'page',
  url: `https://a.example/${path}/`,
  ...(shows && { shows }),
})

/** A web of statuses by path: `HEAD /x` before `/x`; with when it was asked. */
function aWeb(answers: Record<string, Partial<Awaited<ReturnType<Fetch>>>> = {}) {
  const asked: string[] = []
  let now = 1_000_000
  const fetch: Fetch = async (url, want = {}) => {
    const path = new URL(url).pathname
    const method = want.head ? 'HEAD' : 'GET'
    asked.push(`${method} ${path}`)
    const answer = answers[`${method} ${path}`] ?? answers[path] ?? {}
    return { ok: true, status: 200, url, body: '', ...answer } as Awaited<ReturnType<Fetch>>
  }
  const check = liveCheck({ fetch, fetchElsewhere: fetch, siteUrl: 'https://a.example/', now: () => now })
  return { check, asked, pass: (milliseconds: number) => (now += milliseconds) }
}

describe('by status', () => {
  test('what does not answer, with its status or why, in order', async () => {
    const { check } = aWeb({
      '/gone/': { status: 404 },
      '/down/': { ok: false, error: 'nothing listens there', fault: 'refused' },
    })
    expect(await check([page('gone'), page('new'), page('down')])).toEqual([
      { kind: 'page', said: 'https://a.example/gone/ answers 404' },
      { kind: 'page', said: 'https://a.example/down/ does not answer: nothing listens there' },
    ])
  })

  test('HEAD alone where it is answered; GET where HEAD is refused', async () => {
    const { check, asked } = aWeb({ 'HEAD /strict/': { status: 405 } })
    expect(await check([page('new'), page('strict')])).toEqual([])
    expect(asked.sort()).toEqual(['GET /strict/', 'HEAD /new/', 'HEAD /strict/'])
  })

  test('nobody is asked for nothing', async () => {
    const { check, asked } = aWeb()
    expect(await check([])).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('by title', () => {
  test('a soft 404, another site, and a page that leads home', async () => {
    const { check } = aWeb({
      '/lamps/': { bytes: Buffer.from('<h1>Brass <b>lamps</b></h1>') },
      '/soft/': { bytes: Buffer.from('<h1>Page not found</h1>') },
      '/short/': { bytes: Buffer.from('<title>This domain is for sale</title>') },
      '/home/': { bytes: Buffer.from('<h1>Brass lamps</h1>'), url: 'https://a.example/' },
    })
    const shows = ['Brass lamps', 'All about lamps']
    expect(
      await check([page('lamps', shows), page('soft', shows), page('short', ['Salt']), page('home', shows)]),
    ).toEqual([
      {
        kind: 'other-page',
        said: 'https://a.example/soft/ answers, and shows neither "Brass lamps" nor "All about lamps"',
      },
      { kind: 'other-page', said: 'https://a.example/short/ answers, and does not show "Salt"' },
      { kind: 'other-page', said: "https://a.example/home/ leads to the site's front page" },
    ])
  })

  test('an encoding that is not UTF-8', async () => {
    const { check } = aWeb({
      '/cafe/': { bytes: Buffer.from('<h1>Caf\xe9 du port</h1>', 'latin1'), type: 'text/html; charset=iso-8859-1' },
      '/meta/': { bytes: Buffer.from('<meta charset="windows-1252"><h1>Caf\xe9 du port</h1>', 'latin1') },
      '/odd/': { bytes: Buffer.from('<h1>Café du port</h1>'), type: 'text/html; charset=nonsense' },
    })
    const shows = ['Café du port']
    expect(await check([page('cafe', shows), page('meta', shows), page('odd', shows)])).toEqual([])
  })
})

describe('pictures and archive', () => {
  const picture = (path: string, more: Partial<NeededUrl> = {}): NeededUrl => ({
    kind: 'picture',
    url: `https://a.example${path}`,
    ...more,
  })

  test('a picture that is missing, or no picture, says what to do', async () => {
    const { check } = aWeb({
      '/pictures/a.png': { status: 404 },
      '/b.png': { type: 'text/html; charset=utf-8' },
      '/c.png': { type: 'image/png' },
    })
    expect(
      (await check([picture('/pictures/a.png'), picture('/b.png'), picture('/c.png')])).map(({ said }) => said),
    ).toEqual([
      'The picture https://a.example/pictures/a.png answers 404 (`broadsheet serve` has to have it, in the same database.data_dir, and the web server in front to pass /pictures/ on)',
      'The picture https://a.example/b.png answers with text/html, which is no picture',
    ])
  })

  test('of another host only what is surely missing counts', async () => {
    const { check } = aWeb({
      '/404.png': { status: 404 },
      '/410.png': { status: 410 },
      '/403.png': { status: 403 },
      '/503.png': { status: 503 },
      '/login.png': { type: 'text/html' },
      '/slow.png': { ok: false, error: 'it does not answer within 10 s', fault: 'time' },
      '/nowhere.png': { ok: false, error: 'no such host is known', fault: 'name' },
    })
    const paths = ['404', '410', '403', '503', 'login', 'slow', 'nowhere']
    const away = await check(paths.map((path) => picture(`/${path}.png`, { isOthers: true })))
    expect(away.map(({ said }) => /\/(\w+)\.png/.exec(said)?.[1])).toEqual(['404', '410', 'nowhere'])
    expect(away[0]?.said).toContain('(it is loaded from another host: put it into the site, or take it out)')
  })

  test('an archive that nothing answers for', async () => {
    const { check } = aWeb({ '/archive/weekly/': { status: 502 } })
    expect(await check([{ kind: 'archive', url: 'https://a.example/archive/weekly/' }])).toEqual([
      {
        kind: 'archive',
        said: 'The archive https://a.example/archive/weekly/ answers 502 (the web server in front has to pass /archive/ on to `broadsheet serve`)',
      },
    ])
  })
})

describe('sparingly', () => {
  test('what answered is not asked again for three minutes; what did not is', async () => {
    const { check, asked, pass } = aWeb({ '/gone/': { status: 404 } })
    await check([page('new'), page('gone')])
    pass(60_000)
    await check([page('new'), page('gone')])
    expect(asked.filter((each) => each.endsWith('/new/'))).toHaveLength(1)
    expect(asked.filter((each) => each === 'GET /gone/')).toHaveLength(2)
    pass(180_000)
    await check([page('new')])
    expect(asked.filter((each) => each.endsWith('/new/'))).toHaveLength(2)
  })

  test('a page that answered is asked anew when something else is looked for', async () => {
    const { check, asked } = aWeb({ '/new/': { bytes: Buffer.from('<h1>Salt and bread</h1>') } })
    expect(await check([page('new', ['Salt and bread'])])).toEqual([])
    expect(await check([page('new', ['Brass lamps'])])).toHaveLength(1)
    expect(asked).toHaveLength(2)
  })

  test('at most four at once', async () => {
    let running = 0
    let most = 0
    const fetch: Fetch = async (url) => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setTimeout(resolve, 2))
      running--
      return { ok: true, status: 200, url, body: '' }
    }
    const check = liveCheck({ fetch, fetchElsewhere: fetch, siteUrl: 'https://a.example/', now: Date.now })
    expect(await check(Array.from({ length: 30 }, (_, i) => page(`${i}`)))).toEqual([])
    expect(most).toBe(4)
  })

  test('after ten that do not answer no more are asked', async () => {
    const { check, asked } = aWeb(
      Object.fromEntries(
        Array.from({ length: 500 }, (_, i) => [
          `/${i}/`,
          { ok: false as const, error: 'x', fault: 'refused' as const },
        ]),
      ),
    )
    const away = await check(Array.from({ length: 500 }, (_, i) => page(`${i}`)))
    expect(away.length).toBeLessThan(14)
    expect(asked.length).toBeLessThan(14)
  })

  test('500 slow addresses are gone through bit by bit, and none twice', async () => {
    let now = 0
    const asked: string[] = []
    const fetch: Fetch = async (url) => {
      now += 250
      asked.push(url)
      return { ok: true, status: 200, url, body: '' }
    }
    const check = liveCheck({ fetch, fetchElsewhere: fetch, siteUrl: 'https://a.example/', now: () => now })
    const all = Array.from({ length: 500 }, (_, i) => page(`${i}`))
    const first = await check(all)
    expect(now).toBeLessThanOrEqual(31_000)
    expect(first).toEqual([
      {
        kind: 'unasked',
        said: expect.stringMatching(
          /^There was no time to ask for \d+ of 500 addresses: what was asked answers slowly$/,
        ),
      },
    ])
    let rounds = 1
    while ((await check(all)).length > 0) rounds++
    expect(rounds).toBeLessThan(6)
    expect(asked).toHaveLength(500)
  })
})

describe('with a real server', () => {
  const ends: (() => Promise<void>)[] = []
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
  })
  async function site(listener: RequestListener) {
    const { url, close } = await startWebServer(listener)
    ends.push(close)
    const fetch = guardedFetch({ userAgent: 'Broadsheet/1', sites: [url], bytes: 10_000, milliseconds: 2_000 })
    return { url, check: liveCheck({ fetch, fetchElsewhere: fetch, siteUrl: url, now: Date.now }) }
  }

  test('a page that is larger than it may be is judged by its beginning', async () => {
    const { url, check } = await site((_, response) => response.end(`<h1>Brass lamps</h1>${'<p>salt'.repeat(100_000)}`))
    expect(await check([{ kind: 'page', url: `${url}lamps/`, shows: ['Brass lamps'] }])).toEqual([])
  })

  test('a redirect to where the page is, and one to the front page', async () => {
    const { url, check } = await site((request, response) => {
      if (request.url === '/old/') return response.writeHead(301, { location: '/new/' }).end()
      if (request.url === '/lost/') return response.writeHead(302, { location: '/' }).end()
      return response.end('<title>Brass lamps</title>')
    })
    const shows = ['Brass lamps']
    expect(await check(['old', 'lost'].map((path) => ({ kind: 'page', url: `${url}${path}/`, shows })))).toEqual([
      { kind: 'other-page', said: `${url}lost/ leads to the site's front page` },
    ])
  })

  test('a server that answers no HEAD', async () => {
    const { url, check } = await site((request, response) =>
      response.writeHead(request.method === 'HEAD' ? 501 : 200).end('here'),
    )
    expect(await check([{ kind: 'page', url: `${url}lamps/` }])).toEqual([])
  })
})
