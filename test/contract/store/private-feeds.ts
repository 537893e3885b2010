import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/open-store.ts'
import { anyTopic, at, editionOf, join, type NewDatabase, processNamed, seeFresh, start } from './store-world.ts'

const LEASE = { name: 'delivery', holder: 'serve', fence: 1 }

export function privateFeedsContract(newDatabase: NewDatabase, share = 1): void {
  test('whoever reads by feed has in it what was due by mail and did not come, and gets no mail', async () => {
    const store = await opened(newDatabase)
    const mei = await join(store, 'mei')
    expect(await store.subscribers.privateFeed(mei)).toBeUndefined()
    await seeFresh(store, ['lamp'], 10)
    await start(store, editionOf(['lamp']))
    expect(await store.subscribers.moveToFeed(mei, at(40), 'link')).toBe('done')
    await seeFresh(store, ['bread'], 50)
    expect(await store.subscribers.privateFeed(mei)).toEqual({
      newsletter: 'weekly',
      topics: [],
      isOver: false,
      entryIds: ['tag:bread', 'tag:lamp'],
    })
    const record = await store.subscribers.find('mei@example.org')
    expect(record?.subscriptions).toMatchObject([{ state: 'by-feed', stateAt: at(40) }])
    expect(record?.consents.at(-1)).toMatchObject({ action: 'by-feed', source: 'link' })
    expect(record?.deliveries).toMatchObject([{ state: 'cancelled', reason: 'by-feed' }])
    expect(await due(store, 'bread', 50)).toBe(0)
  })

  test('back to mails: the feed keeps what it had, and what becomes new comes by mail', async () => {
    const store = await opened(newDatabase)
    const mei = await join(store, 'mei')
    await store.subscribers.moveToFeed(mei, at(5), 'link')
    await seeFresh(store, ['lamp'], 10)
    expect(await store.subscribers.moveToMail(mei, at(20), 'link')).toBe('done')
    await seeFresh(store, ['bread'], 30)
    expect((await store.subscribers.privateFeed(mei))?.entryIds).toEqual(['tag:lamp'])
    expect(await due(store, 'lamp', 10)).toBe(0)
    expect(await due(store, 'bread', 30)).toBe(1)
  })

  test('what is refused: a move of nobody, of who left, of who reads so already', async () => {
    const store = await opened(newDatabase)
    const mei = await join(store, 'mei')
    expect(await store.subscribers.moveToFeed('nobody', at(1), 'link')).toBe('not')
    expect(await store.subscribers.moveToMail(mei, at(1), 'link')).toBe('not')
    expect(await store.subscribers.moveToFeed(mei, at(2), 'link')).toBe('done')
    expect(await store.subscribers.moveToFeed(mei, at(3), 'link')).toBe('not')
    const again = { newsletter: 'weekly', cadence: 'default', address: 'mei@example.org', key: 'mei@example.org' }
    expect(await store.subscribers.subscribe({ ...again, at: at(4), source: 'cli' })).toBe('already')
    await store.subscribers.unsubscribe(mei, at(5), 'link')
    expect(await store.subscribers.privateFeed(mei)).toMatchObject({ isOver: true })
    expect(await store.subscribers.moveToFeed(mei, at(6), 'link')).toBe('not')
  })

  test('however often somebody moves, each post comes by mail or stands in the feed, and never both', async () => {
    const step = fc.constantFrom('post', 'mail', 'to feed', 'to mail')
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const store = await opened(newDatabase)
        const mei = await join(store, 'mei')
        await store.leases.acquire('delivery', 'serve', at(0), 3_600_000)
        const worker = await store.workers.begin(processNamed('serve'), 'resend', at(0), LEASE)
        const posts: { postId: string; newAt: number }[] = []
        const mailed: string[] = []
        const mail = async (minute: number) => {
          const open = posts.filter(({ postId }) => !mailed.includes(postId))
          const due: typeof open = []
          for (const each of open) if ((await dueNow(store, each)) === 1) due.push(each)
          if (due.length === 0) return
          const ids = due.map(({ postId }) => postId)
          const edition = editionOf(ids, {
            at: at(minute),
            posts: due.map(({ postId, newAt }) => ({ postId, newAt: at(newAt), tags: [] })),
          })
          const id = await start(store, edition, minute)
          const [delivery] = await store.deliveries.claimable(id, at(minute), 1)
          await store.deliveries.record({ intents: [delivery?.id ?? 0], outcomes: [] }, worker, at(minute))
          const reply = { code: 250, text: 'Ok' }
          const outcome = {
            deliveryId: delivery?.id ?? 0,
            step: { state: 'accepted' as const, at: at(minute), reply },
            server: 'relay',
          }
          await store.deliveries.record({ intents: [], outcomes: [outcome] }, worker, at(minute))
          mailed.push(...ids)
        }
        for (const [index, what] of steps.entries()) {
          const minute = (index + 1) * 10
          if (what === 'post') {
            posts.push({ postId: `post-${index}`, newAt: minute })
            await seeFresh(store, [`post-${index}`], minute)
          } else if (what === 'mail') await mail(minute)
          else if (what === 'to feed') await store.subscribers.moveToFeed(mei, at(minute), 'link')
          else await store.subscribers.moveToMail(mei, at(minute), 'link')
        }
        // All that is due by mail comes in the end.
        await mail((steps.length + 2) * 10)
        const inFeed = (await store.subscribers.privateFeed(mei))?.entryIds.map((id) => id.replace('tag:', '')) ?? []
        expect([...mailed, ...inFeed].sort()).toEqual(posts.map(({ postId }) => postId).sort())
      }),
      { numRuns: Math.max(3, Math.round(20 * share)) },
    )
  })
}

/** A store that knows the newsletter. */
async function opened(newDatabase: NewDatabase): Promise<Store> {
  const { store } = await newDatabase()
  await store.newsletters.ensure('weekly', at(0), [])
  return store
}

const due = (store: Store, postId: string, newAt: number) => dueNow(store, { postId, newAt })

/** How many are due a post by mail. */
async function dueNow(store: Store, { postId, newAt }: { postId: string; newAt: number }): Promise<number> {
  const posts = [{ postId, newAt: at(newAt), tags: [] }]
  const query = { newsletter: 'weekly', cadence: 'default', matchesTopics: anyTopic, transport: 'smtp' as const, posts }
  const { groups } = await store.editions.candidates(query, at(newAt + 1))
  return groups.reduce((sum, { recipientCount }) => sum + recipientCount, 0)
}
