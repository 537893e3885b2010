import type { RequestListener } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, it, onTestFinished, test } from 'vitest'
import { guardedFetch } from '../../src/network/guarded-fetch.ts'
import { pingHub } from '../../src/network/ping-hub.ts'
import { startWebServer } from './web-server.ts'

const TOPIC = 'https://news.lantern.example/tags/maps/feed.xml?a=b&c=d'

async function ping(listener: RequestListener) {
  const { url, close } = await startWebServer(listener)
  onTestFinished(close)
  return pingHub(url, TOPIC, guardedFetch({ userAgent: 'Broadsheet/1.2.3', sites: [url], milliseconds: 200 }))
}

test('a ping is a form that names the feed', async () => {
  const asked: unknown[] = []
  const answer = await ping(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    asked.push([request.method, request.headers['content-type'], form])
    response.writeHead(204).end()
  })
  expect(answer).toEqual({ ok: true })
  expect(asked).toEqual([['POST', 'application/x-www-form-urlencoded', { 'hub.mode': 'publish', 'hub.url': TOPIC }]])
})

it.each([
  [202, { ok: true }],
  [400, { ok: false, error: 'it answers 400', isSilent: false }],
  [503, { ok: false, error: 'it answers 503', isSilent: false }],
])('%i', async (status, result) => {
  expect(await ping((_request, response) => response.writeHead(status).end())).toEqual(result)
})

test('a form is not carried on to wherever a redirect leads', async () => {
  const answer = await ping((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end())
  expect(answer).toEqual({ ok: false, error: 'it answers 302', isSilent: false })
})

test('a hub that does not answer is silent', async () => {
  expect(await ping(() => {})).toEqual({ ok: false, error: 'it does not answer within 0.2 s', isSilent: true })
})
