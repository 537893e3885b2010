import { expect, test, vi } from 'vitest'
import { aWeb } from './a-web.ts'

const TAG = 'a'.repeat(32)
const PATH = '/feeds/private/TOKEN/feed.xml'

function withFeed(text = () => '<rss/>') {
  const privateFeed = vi.fn(async (_token: string, _format: string) => ({ tag: TAG, text }))
  return { web: aWeb({ privateFeed: { privateFeed } }), privateFeed }
}

test('a private feed is its reader’s alone, and no search engine’s', async () => {
  const { web, privateFeed } = withFeed()
  const response = await web.request(PATH)
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('<rss/>')
  expect(response.headers.get('Content-Type')).toBe('application/rss+xml; charset=utf-8')
  expect(response.headers.get('Cache-Control')).toBe('private, no-cache')
  expect(response.headers.get('X-Robots-Tag')).toBe('noindex, nofollow')
  expect(privateFeed).toHaveBeenCalledWith('TOKEN', 'rss')
  await web.request(PATH.replace('feed.xml', 'atom.xml'))
  await web.request(PATH.replace('feed.xml', 'feed.json'))
  expect(privateFeed.mock.calls.slice(1)).toEqual([
    ['TOKEN', 'atom'],
    ['TOKEN', 'json'],
  ])
})

test.each([`"${TAG}"`, `W/"${TAG}"`, `"other", "${TAG}-gzip"`])(
  'a poll with %s gets 304, and nothing is made',
  async (tags) => {
    const text = vi.fn(() => '<rss/>')
    const response = await withFeed(text).web.request(PATH, { headers: { 'If-None-Match': tags } })
    expect(response.status).toBe(304)
    expect(response.headers.get('ETag')).toBe(`"${TAG}"`)
    expect(text).not.toHaveBeenCalled()
  },
)

test.each([
  ['over', 410],
  ['unknown', 404],
  ['unbuilt', 503],
] as const)('%s is %i', async (why, status) => {
  const response = await aWeb({ privateFeed: { privateFeed: async () => why } }).request(PATH)
  expect(response.status).toBe(status)
})
