import { expect, test } from 'vitest'
import type { Fetch } from '../../src/network/guarded-fetch.ts'
import { checkLive } from '../../src/network/live-check.ts'

test('each URL with its status or why there was none, in their order', async () => {
  const fetch: Fetch = async (url) => {
    if (url.endsWith('/down/')) return { ok: false, error: 'nothing listens there' }
    return { ok: true, status: url.endsWith('/gone/') ? 404 : 200, url, body: '' }
  }
  expect(
    await checkLive(['https://a.example/new/', 'https://a.example/gone/', 'https://a.example/down/'], fetch),
  ).toEqual([
    { url: 'https://a.example/new/', ok: true, status: 200 },
    { url: 'https://a.example/gone/', ok: false, status: 404 },
    { url: 'https://a.example/down/', ok: false, error: 'nothing listens there' },
  ])
})

test('at most four at once, each once', async () => {
  let running = 0
  let most = 0
  const asked: string[] = []
  const fetch: Fetch = async (url) => {
    asked.push(url)
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 5))
    running--
    return { ok: true, status: 200, url, body: '' }
  }
  const urls = Array.from({ length: 30 }, (_, i) => `https://a.example/${i}/`)
  expect((await checkLive(urls, fetch)).map(({ url }) => url)).toEqual(urls)
  expect(most).toBe(4)
  expect(asked.sort()).toEqual([...urls].sort())
})

test('none', async () => {
  expect(await checkLive([], () => Promise.reject(new Error('not to be called')))).toEqual([])
})
