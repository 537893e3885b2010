import { expect, it } from 'vitest'
import { aWeb } from './a-web.ts'

const app = aWeb({
  archive: {
    archiveList: async (id) =>
      id === 'weekly'
        ? {
            newsletter: { id, title: 'The Lantern, weekly' },
            feeds: [{ url: 'https://news.lantern.example/a?b&c', type: 'application/rss+xml', title: 'A "b"' }],
            editions: [{ number: 12, subject: 'A & <b>', date: 'November 24, 2026' }],
          }
        : undefined,
    archivePage: async (id, number) => (id === 'weekly' && number === 12 ? '<!doctype html><p>Lamps</p>' : undefined),
  },
})

it('lists all numbers of a newsletter, each with a link to it', async () => {
  const html = await (await app.request('/archive/weekly/')).text()
  expect(html).toMatch(
    /<li value="12"><a href="12\/" dir="auto">A &amp; &lt;b&gt;<\/a><small>Sent on November 24, 2026/,
  )
})

it('shows a number that was sent', async () => {
  const answer = await app.request('/archive/weekly/12/')
  expect(answer.headers.get('Content-Type')).toBe('text/html; charset=UTF-8')
  expect(await answer.text()).toBe('<!doctype html><p>Lamps</p>')
})

it.each([
  '/archive/weekly/13/',
  '/archive/daily/',
  '/archive/daily/12/',
  '/archive/weekly/012/',
  '/archive/weekly/x/',
  '/archive/weekly/-1/',
])('shows nothing of what was not: %s', async (path) => {
  expect((await app.request(path)).status).toBe(404)
})

it('says so where nothing was sent yet', async () => {
  const newsletter = { id: 'weekly', title: 'Weekly' }
  const archive = {
    archiveList: async () => ({ newsletter, feeds: [], editions: [] }),
    archivePage: async () => undefined,
  }
  const html = await (await aWeb({ archive }).request('/archive/weekly/')).text()
  expect(html).toContain('Nothing has been sent yet.')
})

it('tells readers of the feeds that are about it', async () => {
  const html = await (await app.request('/archive/weekly/')).text()
  expect(html.match(/<link rel="alternate".*?>/g)).toEqual([
    '<link rel="alternate" type="application/rss+xml" href="https://news.lantern.example/a?b&amp;c" title="A &quot;b&quot;"/>',
  ])
})

it.each([
  ['/archive', './'],
  ['/archive/', '../'],
  ['/archive/weekly', 'weekly/'],
  ['/archive/weekly/12', '12/'],
])('%s leads to the page, below whatever path a proxy takes away', async (path, to) => {
  const answer = await app.request(path)
  expect([answer.status, answer.headers.get('Location')]).toEqual([302, to])
})
