import { expect, test } from 'vitest'
import { privateFeedUrl } from '../../../src/feeds/private-feed-url.ts'
import { signToken } from '../../../src/subscribers/token.ts'
import { SECRET } from '../../integration/a-publication.ts'
import { on, openNewsroom } from '../newsroom.ts'

async function room() {
  const newsroom = await openNewsroom()
  await newsroom.subscribe('mei', 'ada')
  const { store, actions } = newsroom
  const handle = (await store.subscribers.find('mei@example.org'))?.subscriptions[0]?.handle ?? ''
  const token = signToken('feed', handle, [SECRET])
  return {
    ...newsroom,
    handle,
    token,
    async titles(): Promise<string[] | string> {
      const feed = await actions.privateFeed(token, 'json')
      if (typeof feed === 'string') return feed
      return (JSON.parse(feed.text()) as { items: { title: string }[] }).items.map(({ title }) => title)
    },
  }
}

test('from mail to a feed of what they chose and back, with no post twice and none lost', async () => {
  const mei = await room()
  const monday = async (week: number, name: string) => {
    mei.publication.post(name)
    mei.goTo(on('MON', '09:00', week))
    await mei.actions.tick()
    return mei.deliver()
  }
  expect(await monday(0, 'lamps')).toEqual(['ada', 'mei'])
  expect(await mei.titles()).toBe('unknown')
  await mei.store.subscribers.moveToFeed(mei.handle, on('TUE', '09:00'), 'link')
  expect(await mei.titles()).toEqual([])
  expect(await monday(1, 'bread')).toEqual(['ada'])
  expect(await mei.titles()).toEqual(['About bread'])
  await mei.store.subscribers.moveToMail(mei.handle, on('TUE', '09:00', 1), 'link')
  expect(await monday(2, 'ink')).toEqual(['ada', 'mei'])
  expect(await mei.titles()).toEqual(['About bread'])
  await mei.store.subscribers.unsubscribe(mei.handle, on('TUE', '09:00', 2), 'link')
  expect(await mei.titles()).toBe('over')
})

test('whoever chose topics reads the posts with those tags', async () => {
  const mei = await room()
  const again = { newsletter: 'weekly', cadence: 'default', address: 'mei@example.org', key: 'mei@example.org' }
  await mei.store.subscribers.unsubscribe(mei.handle, on('MON', '08:01'), 'link')
  await mei.store.subscribers.subscribe({ ...again, topics: ['Lamps'], at: on('MON', '08:02'), source: 'cli' })
  await mei.store.subscribers.moveToFeed(mei.handle, on('MON', '08:03'), 'link')
  mei.publication.write('content/posts/a.md', '---\ntitle: Oil\ndate: 2026-11-20\ntags: [lamps]\n---\nOil.\n')
  mei.publication.write('content/posts/b.md', '---\ntitle: Rye\ndate: 2026-11-20\ntags: [bread]\n---\nRye.\n')
  mei.goTo(on('MON', '08:30'))
  await mei.actions.tick()
  expect(await mei.titles()).toEqual(['Oil'])
})

test('a link of another purpose, or of nobody, opens no feed', async () => {
  const mei = await room()
  await mei.store.subscribers.moveToFeed(mei.handle, on('MON', '08:01'), 'link')
  const unsubscribe = signToken('unsubscribe', mei.handle, [SECRET])
  const nobody = signToken('feed', 'AAAAAAAAAAAAAAAA', [SECRET])
  for (const token of [unsubscribe, nobody, 'nonsense', `${mei.token}x`])
    expect(await mei.actions.privateFeed(token, 'rss')).toBe('unknown')
  const url = privateFeedUrl(mei.actions.config.web.url, mei.token, 'rss')
  expect(url).toMatch(/\/feeds\/private\/[A-Za-z0-9_-]{43}\/feed\.xml$/)
})
