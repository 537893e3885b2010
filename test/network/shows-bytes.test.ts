import { createHash } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { guardedFetch } from '../../src/network/guarded-fetch.ts'
import { showsBytes } from '../../src/network/shows-bytes.ts'
import { startWebServer } from './web-server.ts'

it.each([
  [200, '<rss>地圖</rss>', 'these'],
  [200, '<rss>old</rss>', 'others'],
  [404, '<rss>地圖</rss>', 'others'],
])('an address that answers %i with %s shows %s', async (status, body, shown) => {
  const { url, close } = await startWebServer((_request, response) => response.writeHead(status).end(body))
  onTestFinished(close)
  const fetch = guardedFetch({ userAgent: 'Broadsheet/1.2.3', sites: [url] })
  expect(await showsBytes(url, createHash('sha256').update('<rss>地圖</rss>').digest('base64url'), fetch)).toBe(shown)
})

it('one that does not answer shows nothing', async () => {
  const { url, close } = await startWebServer(() => {})
  onTestFinished(close)
  const fetch = guardedFetch({ userAgent: 'Broadsheet/1.2.3', sites: [url], milliseconds: 100 })
  expect(await showsBytes(url, '', fetch)).toBe('nothing')
})
