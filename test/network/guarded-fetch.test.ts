import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import { type FetchRules, guardedFetch } from '../../src/network/guarded-fetch.ts'
import { startWebServer } from './web-server.ts'

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})
async function site(listener: RequestListener) {
  const server = await startWebServer(listener)
  ends.push(server.close)
  return server
}
const fetcher = (rules: Partial<FetchRules> = {}) =>
  guardedFetch({ userAgent: 'Broadsheet/1.2.3', sites: ['http://127.0.0.1/'], milliseconds: 2_000, ...rules })

test('a page is got, by its name', async () => {
  let agent: string | undefined
  const { url } = await site((request, response) => {
    agent = request.headers['user-agent']
    response.end('héllo')
  })
  expect(await fetcher()(url, { body: true })).toEqual({ ok: true, status: 200, url, body: 'héllo' })
  expect(agent).toBe('Broadsheet/1.2.3')
})

test('a picture is got, byte for byte', async () => {
  const bytes = Buffer.from([0x89, 0x50, 0xff, 0x00, 0xc3])
  const { url } = await site((_request, response) => response.end(bytes))
  expect(await fetcher()(url, { bytes: true })).toEqual({ ok: true, status: 200, url, body: '', bytes })
  const error = 'it answers with more than 4 bytes'
  expect(await fetcher({ bytes: 4 })(url, { bytes: true })).toEqual({ ok: false, error })
})

test('a 404 is an answer', async () => {
  const { url } = await site((_request, response) => response.writeHead(404).end())
  expect(await fetcher()(url)).toMatchObject({ ok: true, status: 404 })
})

describe('limits', () => {
  test('time: a server that never answers', async () => {
    const { url } = await site(() => {})
    expect(await fetcher({ milliseconds: 100 })(url)).toEqual({
      ok: false,
      error: 'it does not answer within 0.1 s',
      fault: 'time',
    })
  })

  test('time: a body that never ends', async () => {
    const { url } = await site((_request, response) => response.write('a'))
    const fetch = fetcher({ milliseconds: 100 })
    expect(await fetch(url, { body: true })).toEqual({ ok: false, error: 'it does not send all of it within 0.1 s' })
    expect(await fetcher({ milliseconds: 30_000 })(url)).toMatchObject({ ok: true, status: 200 })
  })

  test('time: a body that goes on, piece by piece', async () => {
    const { url } = await site(async (_request, response) => {
      for (let piece = 0; piece < 100 && !response.destroyed; piece++) {
        response.write('<item/>')
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      response.end()
    })
    const cut = { ok: false, error: 'it does not send all of it within 0.1 s' }
    expect(await fetcher({ milliseconds: 100 })(url, { body: true })).toEqual(cut)
  })

  test('a body that breaks off is no answer', async () => {
    const { url } = await site((_request, response) => {
      response.writeHead(200, { 'content-length': 1000 })
      response.write('<rss>')
      setTimeout(() => response.destroy(), 20)
    })
    expect(await fetcher()(url, { body: true })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/cut|breaks off/),
    })
  })

  test('size', async () => {
    const { url } = await site((_request, response) => response.end('x'.repeat(101)))
    const fetch = fetcher({ bytes: 100 })
    expect(await fetch(url, { body: true })).toEqual({ ok: false, error: 'it answers with more than 100 bytes' })
  })

  test('redirects: some are followed, a circle is not', async () => {
    const { url } = await site((request, response) => {
      const next = request.url === '/3' ? undefined : `/${Math.min(Number(request.url?.slice(1)) + 1, 9)}`
      if (next) response.writeHead(302, { location: next })
      response.end('there')
    })
    expect(await fetcher()(`${url}0`, { body: true })).toEqual({ ok: true, status: 200, url: `${url}3`, body: 'there' })
    expect(await fetcher()(`${url}4`)).toEqual({ ok: false, error: 'it redirects more than 5 times' })
  })
})

describe('the inner network', () => {
  const to =
    (location: string): RequestListener =>
    (_request, response) =>
      response.writeHead(301, { location }).end()

  test('a host that is not the site is not asked', async () => {
    expect(await fetcher()('http://localhost:1/')).toEqual({ ok: false, error: 'localhost is not a host of this site' })
    expect(await fetcher()('https://elsewhere.example/')).toMatchObject({ ok: false })
  })

  test('where any host may be asked, only at a public address, and at its own port', async () => {
    const { url } = await site((_request, response) => response.end('inside'))
    const fetch = fetcher({ sites: [], elsewhere: true })
    expect(await fetch(url)).toEqual({ ok: false, error: '127.0.0.1 is not a host of this site' })
    const error = 'it leads to an address inside a private network'
    for (const inside of ['http://127.0.0.1/', 'http://[::1]/', 'http://localhost/', 'https://169.254.169.254/'])
      expect(await fetch(inside)).toEqual({ ok: false, error })
  })

  test.each(['http://169.254.169.254/latest/meta-data/', 'http://[::1]:1/', 'http://localhost:1/', 'http://0x7f.2/'])(
    'no redirect leads into it: %s',
    async (location) => {
      const { url } = await site(to(location))
      const error = 'it leads to an address inside a private network'
      expect(await fetcher()(url)).toEqual({ ok: false, error })
    },
  )

  test('once a host answered from a public address, not even a host of the site may lead inside', async () => {
    const { url, port } = await site(to('http://127.0.0.2:1/'))
    const sites = ['http://127.0.0.1/', 'http://127.0.0.2:1/']
    const error = 'it leads to an address inside a private network'
    const publicFirst = fetcher({ sites, isPrivate: (address) => address !== '127.0.0.1' })
    expect(await publicFirst(url)).toEqual({ ok: false, error })
    const privateAllAlong = await fetcher({ sites })(`http://127.0.0.1:${port}/`)
    expect(privateAllAlong).not.toEqual({ ok: false, error })
  })

  test('no redirect leads to another port of a private host: what listens there is no part of the site', async () => {
    const other = await site((_request, response) => response.end('inside'))
    const { url } = await site(to(other.url))
    const error = 'it leads to an address inside a private network'
    expect(await fetcher()(url, { body: true })).toEqual({ ok: false, error })
    const named = fetcher({ sites: [url, other.url] })
    expect(await named(url, { body: true })).toMatchObject({ ok: true, body: 'inside' })
  })

  test.each(['ftp://127.0.0.1/', 'file:///etc/passwd', 'http://'])('nor to anything but http: %s', async (location) => {
    const { url } = await site(to(location))
    expect(await fetcher()(url)).toMatchObject({ ok: false })
  })
})

test.each(['', 'nonsense', 'http://'])('what is no URL is said: %j', async (url) => {
  expect(await fetcher()(url)).toEqual({ ok: false, error: 'it is no URL' })
})

test('nothing listens there', async () => {
  const { url, close } = await startWebServer(() => {})
  await close()
  expect(await fetcher()(url)).toEqual({ ok: false, error: 'nothing listens there', fault: 'refused' })
})

test('a question may be conditional, and the answer’s own headers come back', async () => {
  const { url } = await site((request, response) => {
    response.writeHead(request.headers['if-none-match'] === '"one"' ? 304 : 200, { etag: '"one"' }).end()
  })
  const first = await fetcher()(url, { headers: { accept: 'application/rss+xml' } })
  expect(first).toMatchObject({ ok: true, status: 200, headers: { etag: '"one"' } })
  expect(await fetcher()(url, { headers: { 'if-none-match': '"one"' } })).toMatchObject({ ok: true, status: 304 })
})
