import { expect, test } from 'vitest'
import { type DraftToStart, preflight } from '../../../src/actions/editions/preflight.ts'
import type { Config } from '../../../src/config/config.ts'
import type { NeededUrl } from '../../../src/editions/needed-urls.ts'

const HASH = '0123456789abcdef0123456789abcdef'
const draft = {
  newsletter: { id: 'weekly' },
  posts: [{ post: { id: 'p', url: 'https://lantern.example/lamps/', title: 'Lamps' } }],
  variants: [
    { html: `<img src="https://news.lantern.example/pictures/${HASH}.png"><img src="https://cdn.example/b.png">` },
  ],
  input: {
    posts: [{ id: 'p', html: '<p>All about lamps.</p>' }],
    common: { links: { archive: 'https://news.lantern.example/archive/weekly/1/' } },
  },
} as unknown as DraftToStart

async function asked(change: { liveCheck?: string; kind?: string; probe?: boolean; answer?: 'ours' | 'silent' }) {
  const { liveCheck = 'status', kind = 'smtp', probe = true, answer = 'ours' } = change
  const config = {
    site: { url: 'https://lantern.example/' },
    web: { url: 'https://news.lantern.example/', probe },
    content: { liveCheck },
    smtp: [{ kind }],
  } as unknown as Config
  const needed: NeededUrl[] = []
  const { links } = await preflight(
    {
      config,
      probe: async () => ({ answer }),
      away: async (urls) => {
        needed.push(...urls)
        return []
      },
      editions: { forgotten: async () => undefined },
      planned: { gap: async () => undefined },
    },
    draft,
  )
  return [links, ...needed.map(({ url, shows = [] }) => [new URL(url).pathname, ...shows].join(' '))]
}

const PICTURE = `/pictures/${HASH}.png`

test('pages, pictures and the archive are asked for', async () => {
  expect(await asked({})).toEqual(['up', '/lamps/', PICTURE, '/b.png', '/archive/weekly/'])
})

test('by title, with what a page is to show', async () => {
  expect((await asked({ liveCheck: 'title' }))[1]).toBe('/lamps/ Lamps All about lamps.')
})

test('web.url is not asked again where it did not answer, nor where it cannot be asked', async () => {
  expect(await asked({ answer: 'silent' })).toEqual(['up', '/lamps/', '/b.png'])
  expect(await asked({ probe: false })).toEqual(['up', '/lamps/', '/b.png'])
})

test('of a trial pages alone', async () => {
  expect(await asked({ kind: 'mailbox' })).toEqual(['up', '/lamps/'])
})

test('nothing where it is off', async () => {
  expect(await asked({ liveCheck: 'off' })).toEqual(['unchecked'])
})
