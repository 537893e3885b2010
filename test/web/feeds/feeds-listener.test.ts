import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { aDocument, servedFeeds } from './served-feeds.ts'

const RSS = { '/feed.xml': aDocument('<rss/>') }
const MODIFIED = 'Mon, 16 Nov 2026 09:00:00 GMT'

describe('what is served', () => {
  it.each([
    ['/feed.xml', 'application/rss+xml; charset=utf-8'],
    ['/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/feed.json', 'application/feed+json; charset=utf-8'],
    ['/tags/%E5%9C%B0%E5%9C%96/atom.xml', 'application/atom+xml; charset=utf-8'],
    ['/newsletters/weekly/pages/1/feed.json', 'application/feed+json; charset=utf-8'],
    ['/opml.xml', 'text/x-opml; charset=utf-8'],
    ['/feed.css', 'text/css; charset=utf-8'],
    ['/feeds/', 'text/html; charset=utf-8'],
    ['/index.xml', 'application/rss+xml; charset=utf-8'],
  ])('%s is what build wrote, as %s, for readers on any site', async (path, type) => {
    const file = path === '/feeds/' ? '/feeds/index.html' : decodeURIComponent(path)
    const { ask } = await servedFeeds({ [file]: aDocument(`the file ${path}`) }, { also: { '/index.xml': 'rss' } })
    const { status, headers, body } = await ask(path)
    expect({ status, body: body.toString() }).toEqual({ status: 200, body: `the file ${path}` })
    expect(headers).toMatchObject({
      'content-type': type,
      'content-length': String(body.length),
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    })
  })

  it.each([
    '/tags/..%2f..%2ffeed.xml',
    '/.git/feed.xml',
    '/a%5c..%5cfeed.xml',
    '/%ff/feed.xml',
    '/feeds/feeds.json',
    '/feed.xml.gz',
    '/healthz',
  ])('%s reads no file', async (path) => {
    const { ask, reads } = await servedFeeds({})
    await ask(path)
    expect(reads).toEqual([])
  })

  it('before the first build there is none; a query changes nothing', async () => {
    const { ask, documents } = await servedFeeds({})
    expect((await ask('/feed.xml')).status).toBe(404)
    Object.assign(documents, RSS)
    expect((await ask('/feed.xml?utm_source=x')).status).toBe(200)
    expect((await ask('http://news.lantern.example/feed.xml')).status).toBe(200)
  })

  it('a browser gets a feed as XML, which it shows by its style sheet; JSON stays what it is', async () => {
    const { ask } = await servedFeeds({ ...RSS, '/feed.json': aDocument('{}') })
    const html = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
    const shown = (await ask('/feed.xml', html)).headers
    expect(shown['content-type']).toBe('text/xml; charset=utf-8')
    expect(shown['content-security-policy']).toContain("default-src 'none'")
    const read = (await ask('/feed.xml', { Accept: 'application/rss+xml' })).headers
    expect(read['content-type']).toContain('rss')
    expect(read.etag).not.toBe(shown.etag)
    expect(read.vary).toBe('Accept, Accept-Encoding')
    const json = (await ask('/feed.json', html)).headers
    expect(json).toMatchObject({ 'content-type': expect.stringContaining('json'), vary: 'Accept-Encoding' })
  })

  it('says where it is and which hub tells of it, in each format', async () => {
    const documents = Object.fromEntries(
      ['/feed.xml', '/atom.xml', '/feed.json', '/tags/圖/feed.xml', '/index.xml', '/opml.xml'].map((path) => [
        path,
        aDocument(path),
      ]),
    )
    const { ask } = await servedFeeds(documents, { hub: 'https://hub.example/', also: { '/index.xml': 'rss' } })
    const link = async (path: string) => (await ask(path)).headers.link
    const self = (path: string) =>
      `<https://news.lantern.example${path}>; rel="self", <https://hub.example/>; rel="hub"`
    expect(await link('/feed.xml')).toBe(self('/feed.xml'))
    expect(await link('/atom.xml')).toBe(self('/atom.xml'))
    expect(await link('/feed.json')).toBe(self('/feed.json'))
    expect(await link('/tags/%E5%9C%96/feed.xml')).toBe(self('/tags/%E5%9C%96/feed.xml'))
    expect(await link('/index.xml')).toBe(self('/feed.xml'))
    expect(await link('/opml.xml')).toBeUndefined()
  })
})

describe('a reader that has it already', () => {
  it('gets a 304, without bytes and with what a cache needs', async () => {
    const { ask, polls } = await servedFeeds(RSS)
    const { etag = '' } = (await ask('/feed.xml')).headers
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/)
    const again = await ask('/feed.xml', { 'If-None-Match': etag, 'User-Agent': 'newsboat/2.21' })
    expect({ status: again.status, length: again.body.length }).toEqual({ status: 304, length: 0 })
    const { date: _, connection: __, ...headers } = again.headers
    expect(headers).toEqual({
      etag,
      'cache-control': 'public, max-age=300',
      vary: 'Accept, Accept-Encoding',
      'access-control-allow-origin': '*',
    })
    expect(polls.at(-1)).toEqual({ path: '/feed.xml', status: 304, userAgent: 'newsboat/2.21' })
  })

  it('may ask by the date, and by the tag of any coding', async () => {
    const { ask } = await servedFeeds(RSS)
    const packed = (await ask('/feed.xml', { 'Accept-Encoding': 'gzip' })).headers
    expect(packed['last-modified']).toBe(MODIFIED)
    expect((await ask('/feed.xml', { 'If-Modified-Since': MODIFIED })).status).toBe(304)
    expect((await ask('/feed.xml', { 'If-None-Match': packed.etag })).status).toBe(304)
    expect((await ask('/feed.xml', { 'If-None-Match': '"other"', 'If-Modified-Since': MODIFIED })).status).toBe(200)
    expect((await ask('/feed.xml', { 'If-Match': '"other"' })).status).toBe(412)
  })

  it('HEAD answers as GET does, without the feed', async () => {
    const { ask } = await servedFeeds(RSS)
    const got = await ask('/feed.xml')
    const head = await ask('/feed.xml', {}, 'HEAD')
    expect(head.body.length).toBe(0)
    expect({ ...head.headers, date: '' }).toEqual({ ...got.headers, date: '' })
    expect((await ask('/feed.xml', { 'If-None-Match': got.headers.etag }, 'HEAD')).status).toBe(304)
  })
})

describe('coding', () => {
  it('is Brotli or gzip where the reader takes it, each with a tag of its own', async () => {
    const { ask } = await servedFeeds(RSS)
    const [plain, gzip, br] = await Promise.all(
      ['identity', 'gzip', 'gzip, deflate, br'].map((accept) => ask('/feed.xml', { 'Accept-Encoding': accept })),
    )
    expect(gunzipSync(gzip?.body ?? '').toString()).toBe('<rss/>')
    expect(brotliDecompressSync(br?.body ?? '').toString()).toBe('<rss/>')
    expect(br?.headers['content-encoding']).toBe('br')
    expect(plain?.headers['content-encoding']).toBeUndefined()
    expect(new Set([plain, gzip, br].map((answer) => answer?.headers.etag)).size).toBe(3)
  })

  it('is none where a neighbour is missing; nothing is sent that is refused', async () => {
    const { ask } = await servedFeeds({ '/feed.xml': aDocument('<rss/>', { gzip: undefined, br: undefined }) })
    expect((await ask('/feed.xml', { 'Accept-Encoding': 'gzip, br' })).body.toString()).toBe('<rss/>')
    expect((await ask('/feed.xml', { 'Accept-Encoding': 'gzip, identity;q=0' })).status).toBe(406)
  })
})

it('ranges are not there: the whole feed comes', async () => {
  const { ask } = await servedFeeds(RSS)
  const { status, headers, body } = await ask('/feed.xml', { Range: 'bytes=0-1' })
  expect({ status, body: body.toString() }).toEqual({ status: 200, body: '<rss/>' })
  expect(headers['accept-ranges']).toBe('none')
})

it('a page of another site may ask conditionally; nobody may write', async () => {
  const { ask } = await servedFeeds(RSS)
  const preflight = await ask('/feed.xml', { Origin: 'https://reader.example' }, 'OPTIONS')
  expect(preflight.status).toBe(204)
  expect(preflight.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-headers': expect.stringContaining('If-None-Match'),
  })
  const written = await ask('/feed.xml', {}, 'POST')
  expect({ status: written.status, allow: written.headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD, OPTIONS' })
})

describe('a feed that left', () => {
  const ports = { moved: { '/feed/': 'https://news.lantern.example/feed.xml' }, gone: ['/tags/old/feed.xml'] }

  it('moved: 301, whatever lies there still', async () => {
    const { ask } = await servedFeeds({ ...RSS }, ports)
    const { status, headers } = await ask('/feed/?paged=2')
    expect({ status, location: headers.location }).toEqual({
      status: 301,
      location: 'https://news.lantern.example/feed.xml',
    })
    expect((await ask('/toString')).status).toBe(404)
  })

  it('gone: 410', async () => {
    const { ask } = await servedFeeds({ '/tags/old/feed.xml': aDocument('<rss/>') }, ports)
    expect((await ask('/tags/old/feed.xml')).status).toBe(410)
    expect((await ask('/tags/old/feed.xml', {}, 'HEAD')).body.length).toBe(0)
  })
})

describe('in memory', () => {
  it('a file is read once, and again when a build has put another in its place', async () => {
    const { ask, reads, documents } = await servedFeeds({ ...RSS })
    const first = await ask('/feed.xml')
    await sleep(150)
    for (let poll = 0; poll < 5; poll++) await ask('/feed.xml')
    expect(reads).toEqual(['/feed.xml'])
    documents['/feed.xml'] = aDocument('<rss>new</rss>')
    await sleep(150)
    const second = await ask('/feed.xml', { 'If-None-Match': first.headers.etag })
    expect({ status: second.status, body: second.body.toString() }).toEqual({ status: 200, body: '<rss>new</rss>' })
    expect(reads).toEqual(['/feed.xml', '/feed.xml'])
    delete documents['/feed.xml']
    await sleep(150)
    expect((await ask('/feed.xml')).status).toBe(404)
  })

  it('a folder that was deleted and built anew moves no date; other bytes do, also from an old copy', async () => {
    const { ask, documents } = await servedFeeds({ ...RSS })
    const modified = async () => {
      await sleep(150)
      return (await ask('/feed.xml')).headers['last-modified']
    }
    expect(await modified()).toBe(MODIFIED)
    documents['/feed.xml'] = aDocument('<rss/>', { stamp: 'anew', modifiedAt: Date.parse('2026-11-20T09:00:00Z') })
    expect(await modified()).toBe(MODIFIED)
    documents['/feed.xml'] = aDocument('<rss>old</rss>', { modifiedAt: Date.parse('2026-01-01T09:00:00Z') })
    expect(await modified()).toBe('Mon, 16 Nov 2026 09:00:01 GMT')
  })

  it('gives no date in the second in which it was written: another version may come in it', async () => {
    const { ask } = await servedFeeds({ '/feed.xml': aDocument('<rss/>', { modifiedAt: Date.now() }) })
    expect((await ask('/feed.xml')).headers['last-modified']).toBeUndefined()
    await sleep(1_100)
    expect((await ask('/feed.xml')).headers['last-modified']).toBeDefined()
  })
})

it('a file that cannot be read is an error that is told, and no end of the server', async () => {
  const errors: Error[] = []
  const outputFile = () => Promise.reject(new Error('EACCES'))
  const { ask } = await servedFeeds({}, { outputFile, onError: (error) => errors.push(error) })
  expect((await ask('/feed.xml')).status).toBe(500)
  expect((await ask('/healthz')).status).toBe(200)
  expect(errors).toHaveLength(1)
})
