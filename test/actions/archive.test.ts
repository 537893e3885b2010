import { expect, test } from 'vitest'
import { INERT_TOKEN, TOKEN_PLACEHOLDER } from '../../src/subscribers/token.ts'
import { on, openNewsroom } from './newsroom.ts'

async function sent() {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei')
  newsroom.publication.post('lamps')
  newsroom.goTo(on('MON', '09:00'))
  await newsroom.actions.tick()
  return newsroom
}

test('a number is public from the moment its recipients are frozen, and not before', async () => {
  const { actions, deliver } = await sent()
  expect(await actions.archivePage('weekly', 1)).toBeUndefined()
  expect((await actions.archiveList('weekly'))?.editions).toEqual([])
  await deliver()
  expect((await actions.archiveList('weekly'))?.editions).toEqual([
    { number: 1, subject: 'About lamps', date: 'November 23, 2026' },
  ])
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
  const [edition] = (await newsroom.actions.archiveList('weekly'))?.editions ?? []
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
  expect(await actions.archiveList('daily')).toBeUndefined()
  expect(await actions.archivePage('daily', 1)).toBeUndefined()
  expect(await actions.archivePage('weekly', 2)).toBeUndefined()
})

test('its pages tell of the newsletter’s feeds, and then of the site’s', async () => {
  const { actions, deliver } = await sent()
  await deliver()
  const formats = ['feed.xml', 'atom.xml', 'feed.json']
  const paths = ['newsletters/weekly/', ''].flatMap((folder) => formats.map((file) => folder + file))
  const urls = paths.map((path) => `https://news.lantern.example/${path}`)
  expect((await actions.archiveList('weekly'))?.feeds.map(({ url }) => url)).toEqual(urls)
  const page = (await actions.archivePage('weekly', 1)) ?? ''
  expect([...page.matchAll(/<link rel="alternate"[^>]* href="([^"]*)"/g)].map(([, url]) => url)).toEqual(urls)
})
