import { expect, it } from 'vitest'
import { aWeb, bytes } from './a-web.ts'

const app = aWeb({ feeds: { outputFile: async (path) => bytes(`the file ${path}`), also: {} } })

it.each([
  ['/feed.xml', 'application/rss+xml; charset=utf-8'],
  ['/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['/feed.json', 'application/feed+json; charset=utf-8'],
])('%s is what build wrote, as %s, for readers on any site', async (path, type) => {
  const answer = await app.request(path)
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe(`the file ${path}`)
  expect(answer.headers.get('Content-Type')).toBe(type)
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*')
  expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
})

it('a reader that has it already gets a 304 and no bytes', async () => {
  const tag = (await app.request('/feed.xml')).headers.get('ETag') ?? ''
  expect(tag).toMatch(/^"/)
  const again = await app.request('/feed.xml', { headers: { 'If-None-Match': tag } })
  expect(again.status).toBe(304)
  expect(await again.text()).toBe('')
  expect((await app.request('/atom.xml', { headers: { 'If-None-Match': tag } })).status).toBe(200)
})

it('HEAD answers as GET does, without the feed', async () => {
  const answer = await app.request('/feed.xml', { method: 'HEAD' })
  expect(answer.headers.get('Content-Type')).toContain('rss')
  expect(await answer.text()).toBe('')
})

it('before the first build there is none', async () => {
  expect((await aWeb().request('/feed.xml')).status).toBe(404)
})

it.each([
  ['/tags/maps/feed.xml', 'application/rss+xml; charset=utf-8'],
  ['/tags/%E5%9C%B0%E5%9C%96/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['/newsletters/weekly/pages/1/feed.json', 'application/feed+json; charset=utf-8'],
  ['/opml.xml', 'text/x-opml; charset=utf-8'],
  ['/feed.css', 'text/css; charset=utf-8'],
  ['/feeds/', 'text/html; charset=utf-8'],
  ['/index.xml', 'application/rss+xml; charset=utf-8'],
])('%s is served as %s', async (path, type) => {
  const asked: string[] = []
  const outputFile = async (file: string) => {
    asked.push(file)
    return bytes('')
  }
  const answer = await aWeb({ feeds: { outputFile, also: { '/index.xml': 'rss' } } }).request(path)
  expect(answer.headers.get('Content-Type')).toBe(type)
  expect(asked).toEqual([path === '/feeds/' ? '/feeds/index.html' : decodeURIComponent(path)])
})

it.each([
  '/tags/..%2f..%2ffeed.xml',
  '/.git/feed.xml',
  '/a%5c..%5cfeed.xml',
  '/%ff/feed.xml',
  '/feeds/feeds.json',
  '/feed.xml.gz',
])('%s reads no file', async (path) => {
  const outputFile = async () => {
    throw new Error('no file may be read')
  }
  expect((await aWeb({ feeds: { outputFile, also: {} } }).request(path)).status).toBe(404)
})

it('a browser gets a feed as XML, which it shows by its style sheet; JSON stays what it is', async () => {
  const typeFor = async (path: string, accept: string) =>
    (await app.request(path, { headers: { Accept: accept } })).headers.get('Content-Type')
  expect(await typeFor('/feed.xml', 'text/html,application/xhtml+xml,*/*;q=0.8')).toBe('text/xml; charset=utf-8')
  expect(await typeFor('/atom.xml', 'application/atom+xml, application/xml')).toContain('atom')
  expect(await typeFor('/feed.json', 'text/html')).toContain('json')
  expect((await app.request('/feed.xml')).headers.get('Vary')).toBe('Accept')
})
