import { expect, it } from 'vitest'
import { aWeb, bytes } from './a-web.ts'

const app = aWeb({ feeds: { outputFile: async (path) => bytes(`the file ${path}`) } })

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
