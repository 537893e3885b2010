import { expect, test } from 'vitest'
import { archiveList } from '../../src/actions/archive-list.ts'
import { INERT_TOKEN, TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { on, openNewsroom } from './newsroom.ts'

async function sent(more = '') {
  const newsroom = await openNewsroom({ more })
  await newsroom.subscribe('mei')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  return newsroom
}

test('a number is public from the moment its recipients are frozen, and not before', async () => {
  const { actions, deliver } = await sent()
  expect(await actions.archivePage('weekly', 1)).toBeUndefined()
  expect((await actions.archiveList({ newsletter: 'weekly' }))?.editions).toEqual([])
  expect(await actions.latestEditions()).toEqual([])
  await deliver()
  const listed = { number: 1, subject: 'About lamps', date: 'November 23, 2026', day: '2026-11-23' }
  expect((await actions.archiveList({ newsletter: 'weekly' }))?.editions).toMatchObject([listed])
  expect((await actions.archiveList())?.editions).toMatchObject([listed])
  const posts = [{ title: 'About lamps', url: 'https://lantern.example/posts/lamps/' }]
  expect(await actions.latestEditions()).toMatchObject([{ ...listed, posts }])
})

test('its list has the day that the mail shows: a post’s own, where its author’s day is tomorrow', async () => {
  const newsroom = await openNewsroom({ newsletter: 'schedule = "0 22 * * MON"' })
  await newsroom.subscribe('mei')
  newsroom.publication.post('lamps', { date: '2026-11-24T06:00:00+09:00' })
  newsroom.goTo(on('MON', '21:30'))
  await newsroom.actions.scan()
  newsroom.goTo(on('MON', '22:00'))
  await newsroom.actions.tick()
  await newsroom.deliver()
  const [edition] = (await newsroom.actions.archiveList({ newsletter: 'weekly' }))?.editions ?? []
  expect(edition?.date).toBe('November 24, 2026')
  const page = (await newsroom.actions.archivePage('weekly', 1)) ?? ''
  expect(page).toContain('November 24, 2026')
  expect(page).not.toContain('November 23, 2026')
})

test('it shows what was sent, whatever became of the post, and nobody’s token', async () => {
  const { actions, deliver, publication, log } = await sent()
  await deliver()
  publication.post('lamps', { title: 'Rewritten' })
  await actions.scan()
  const page = (await actions.archivePage('weekly', 1)) ?? ''
  expect(page).toContain('About lamps')
  expect(page).not.toContain('Rewritten')
  const [mail] = log.mails
  expect(mail).toBeDefined()
  for (const secret of [TOKEN_PLACEHOLDER, INERT_TOKEN, '/unsubscribe/', 'mei@example.org'])
    expect(page).not.toContain(secret)
  expect(page).not.toMatch(/[A-Za-z0-9_-]{43}/)
})

test('a newsletter and a number that are not there are not there', async () => {
  const { actions } = await sent()
  expect(await actions.archiveList({ newsletter: 'daily' })).toBeUndefined()
  expect(await actions.archivePage('daily', 1)).toBeUndefined()
  expect(await actions.archivePage('weekly', 2)).toBeUndefined()
})

test('its pages tell of the newsletter’s feeds, and then of the site’s', async () => {
  const { actions, deliver } = await sent()
  await deliver()
  const formats = ['feed.xml', 'atom.xml', 'feed.json']
  const paths = ['newsletters/weekly/', ''].flatMap((folder) => formats.map((file) => folder + file))
  const urls = paths.map((path) => `https://news.lantern.example/${path}`)
  expect((await actions.archiveList({ newsletter: 'weekly' }))?.feeds.map(({ url }) => url)).toEqual(urls)
  const page = (await actions.archivePage('weekly', 1)) ?? ''
  expect([...page.matchAll(/<link rel="alternate"[^>]* href="([^"]*)"/g)].map(([, url]) => url)).toEqual(urls)
})

test('numbers are found by words, with the posts whose titles have one', async () => {
  const { actions, deliver, publication } = await sent()
  await deliver()
  publication.post('lamps', { title: 'Rewritten' })
  const found = await actions.archiveList({ query: ' LAMP\u0000 \n' })
  expect(found).toMatchObject({ query: 'LAMP', editions: [{ number: 1, posts: [{ title: 'About lamps' }] }] })
  expect((await actions.archiveList({ query: 'bread' }))?.editions).toEqual([])
  expect((await actions.archiveList({ query: '"\ud800' }))?.editions).toEqual([])
  expect((await actions.archiveList({ query: '  ' }))?.query).toBeUndefined()
  expect((await actions.archiveList({ query: 'x'.repeat(5000) }))?.query).toHaveLength(200)
})

test('a long archive is shown a page at a time, by key', async () => {
  const { actions, deliver, store } = await sent()
  await deliver()
  const number = { newsletter: 'weekly', subject: 'Lamps', date: on('MON', '09:00'), postDays: [] }
  const all = Array.from({ length: 120 }, (_, i) => ({ ...number, id: 120 - i, number: 120 - i }))
  const page = async ({ before = 999, limit }: { before?: number; limit: number }) =>
    all.filter(({ id }) => id < before).slice(0, limit)
  const ports = { config: actions.config, editions: store.editions, archive: { page } }
  const numbers: number[] = []
  for (let before: number | undefined; ; ) {
    const list = await archiveList(ports, { before })
    numbers.push(...(list?.editions ?? []).map((edition) => edition.number))
    expect(list?.isNewest).toBe(before === undefined)
    before = list?.before
    if (before === undefined) break
  }
  expect(numbers).toEqual(all.map((edition) => edition.number))
  expect((await archiveList(ports, { query: 'lamps' }))?.editions).toHaveLength(20)
})

test('the page of one post says where that is, and leads to the numbers beside it', async () => {
  const { actions, deliver, publication, goTo } = await sent()
  await deliver()
  publication.post('bread')
  goTo(on('MON', '09:00', 1))
  await actions.tick()
  await deliver()
  const page = (await actions.archivePage('weekly', 1)) ?? ''
  expect(page).toContain('<link rel="canonical" href="https://lantern.example/posts/lamps/">')
  expect(page).toContain('<link rel="next" href="https://news.lantern.example/archive/weekly/2/">')
  expect(page).not.toContain('noindex')
  expect((await actions.archiveList())?.editions.map(({ number }) => number)).toEqual([2, 1])
})

test('`archive.listed = false`: pages are there for who has a link, and nobody else is led to them', async () => {
  const { actions, deliver } = await sent('[archive]\nlisted = false')
  await deliver()
  expect(await actions.archivePage('weekly', 1)).toContain('<meta name="robots" content="noindex">')
  expect((await actions.archiveList())?.isListed).toBe(false)
  expect(await actions.latestEditions()).toEqual([])
})

test('`archive.enabled = false`: there is no page, and no mail says that there is', async () => {
  const { actions, deliver, log } = await sent('[archive]\nenabled = false')
  await deliver()
  expect(log.mails).toHaveLength(1)
  expect(JSON.stringify(log.mails)).not.toContain('/archive/')
  expect(await actions.archivePage('weekly', 1)).toBeUndefined()
  expect(await actions.archiveList()).toBeUndefined()
  expect(await actions.latestEditions()).toEqual([])
})
