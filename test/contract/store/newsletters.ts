import { expect, test } from 'vitest'
import type { Store } from '../../../src/store/open-store.ts'
import { anyTopic, at, join, type NewDatabase, post, seeFresh } from './store-world.ts'

/** Live, and not adopted since. */
async function newsOf(store: Store, newsletter = 'weekly') {
  return (await store.newsletters.newPosts(newsletter)).filter(({ live, adopted }) => live && !adopted)
}

async function newIds(store: Store, newsletter = 'weekly'): Promise<string[]> {
  return (await newsOf(store, newsletter)).map(({ postId }) => postId)
}

export function newslettersContract(newDatabase: NewDatabase): void {
  test('the first time, all that is live is marked as already sent; after that, what appears is new', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 0)
    expect(await store.newsletters.ensure('weekly', at(0), ['lamp', 'bread'])).toEqual({ baseline: 2 })
    expect(await store.newsletters.ensure('weekly', at(1), ['lamp', 'bread'])).toBeUndefined()
    expect(await store.newsletters.firstSeenAt('weekly')).toEqual(at(0))
    expect(await store.newsletters.firstSeenAt('daily')).toBeUndefined()
    expect(await newIds(store)).toEqual([])
    await seeFresh(store, ['map'], 10)
    expect(await newsOf(store)).toEqual([
      {
        postId: 'map',
        title: 'About map',
        path: 'posts/map.md',
        publishedAt: at(-60),
        live: true,
        becameNewAt: at(10),
        adopted: false,
        released: false,
      },
    ])
  })

  test('says which posts stand on either side of its line', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 0)
    expect(await store.newsletters.knownPosts('weekly')).toBeUndefined()
    await store.newsletters.ensure('weekly', at(0), ['lamp'])
    expect(await store.newsletters.knownPosts('weekly')).toEqual(new Set(['lamp']))
    await seeFresh(store, ['map'], 10)
    expect(await store.newsletters.knownPosts('weekly')).toEqual(new Set(['lamp', 'bread', 'map']))
  })

  test('keeps what waits until it is quiet, since the last of it came, until it is over', async () => {
    const { store } = await newDatabase()
    const { newsletters } = store
    await newsletters.ensure('weekly', at(0), [])
    await newsletters.noteSchedules('weekly', { each: 'on publication', daily: '0 8 * * *' }, at(0))
    expect(await newsletters.waiting('weekly', 'each')).toBeUndefined()
    expect(await newsletters.noteWaiting('weekly', 'each', {}, at(1))).toBeUndefined()
    const lamp = { posts: { lamp: 'a' }, since: at(1), isOver: false }
    expect(await newsletters.noteWaiting('weekly', 'each', { lamp: 'a' }, at(1))).toEqual(lamp)
    expect(await newsletters.noteWaiting('weekly', 'each', { lamp: 'a' }, at(5))).toEqual(lamp)
    expect(await newsletters.waiting('weekly', 'each')).toEqual(lamp)
    expect(await newsletters.waiting('weekly', 'daily')).toBeUndefined()
    // Another cadence's schedule changes: what waits, waits.
    await newsletters.noteSchedules('weekly', { each: 'on publication', daily: '0 9 * * *' }, at(6))
    expect(await newsletters.waiting('weekly', 'each')).toEqual(lamp)
    // Ended by one that knew another moment, it is not over.
    await newsletters.endWaiting('weekly', 'each', at(0))
    expect(await newsletters.waiting('weekly', 'each')).toEqual(lamp)
    await newsletters.endWaiting('weekly', 'each', at(1))
    expect(await newsletters.noteWaiting('weekly', 'each', { lamp: 'a' }, at(9))).toEqual({ ...lamp, isOver: true })
    const both = { posts: { bread: 'b', lamp: 'a' }, since: at(9), isOver: false }
    expect(await newsletters.noteWaiting('weekly', 'each', { lamp: 'a', bread: 'b' }, at(9))).toEqual(both)
    expect(await newsletters.noteWaiting('weekly', 'each', {}, at(10))).toBeUndefined()
    expect(await newsletters.waiting('weekly', 'each')).toBeUndefined()
  })

  test('of two that see the same post at once, the first says since when', async () => {
    const { store, openAgain } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await store.newsletters.noteSchedules('weekly', { default: 'on publication' }, at(0))
    const other = await openAgain()
    const found = await Promise.all([
      store.newsletters.noteWaiting('weekly', 'default', { lamp: 'a' }, at(1)),
      other.newsletters.noteWaiting('weekly', 'default', { lamp: 'a' }, at(2)),
    ])
    expect(found[0]).toEqual(found[1])
    expect(await store.newsletters.waiting('weekly', 'default')).toEqual(found[0])
  })

  test('a newsletter without a baseline has nothing new, whatever was looked at before', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'], 0)
    expect(await newIds(store)).toEqual([])
  })

  test('a draft becomes new when it is first seen live, not when it is first seen', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    const draft = { post: post('lamp', { status: 'draft' }), entryId: 'tag:lamp' }
    const scan = { fresh: [], known: [], gone: [], newsletters: ['weekly'] }
    await store.posts.recordScan({ ...scan, at: at(1), fresh: [draft] })
    expect(await newIds(store)).toEqual([])
    await store.posts.recordScan({ ...scan, at: at(5), known: [post('lamp')] })
    expect(await newsOf(store)).toMatchObject([{ postId: 'lamp', becameNewAt: at(5) }])
    await store.posts.recordScan({ ...scan, at: at(6), known: [post('lamp', { status: 'draft' })] })
    expect(await newIds(store)).toEqual([])
  })

  test('a post that appears after the clock was set back is newer than every subscription there is', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await join(store, 'mei', { minutes: 60 })
    await join(store, 'joe', { newsletter: 'daily', minutes: 90 })
    await seeFresh(store, ['lamp'], 10)
    const [lamp] = await newsOf(store)
    expect(lamp?.becameNewAt).toEqual(at(60).add({ milliseconds: 1 }))
  })

  test('who subscribes after the clock was set back, by hand or by a list, gets no post that was there before them', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['lamp'], 10 * 24 * 60)
    await join(store, 'mei', { minutes: 5 })
    const rows = [{ address: 'ada@example.org', key: 'ada@example.org', status: 'active' as const, line: 2 }]
    await store.subscribers.importRows({
      newsletter: 'weekly',
      cadences: new Map(),
      rows,
      at: at(6),
      source: 'import old.csv',
    })
    await seeFresh(store, ['bread'], 20)
    const [lamp, bread] = await store.newsletters.newPosts('weekly')
    const posts = [lamp, bread].map((post) => ({ postId: post?.postId ?? '', newAt: post?.becameNewAt, tags: [] }))
    expect(posts.map(({ postId }) => postId)).toEqual(['lamp', 'bread'])
    const query = {
      newsletter: 'weekly',
      cadence: 'default',
      transport: 'smtp' as const,
      posts,
      matchesTopics: anyTopic,
    }
    expect((await store.editions.candidates(query, at(60))).groups).toEqual([{ mask: 2, recipientCount: 2 }])
  })

  test('what looks like a move says from where', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    const fresh = [{ post: post('lamp'), entryId: 'tag:lamp', movedFrom: 'posts/light.md' }]
    await store.posts.recordScan({ at: at(1), fresh, known: [], gone: [], newsletters: ['weekly'] })
    expect(await store.newsletters.newPosts('weekly')).toMatchObject([{ movedFrom: 'posts/light.md' }])
  })

  test('adopt moves the line and says how many posts changed sides', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 0)
    await store.newsletters.ensure('weekly', at(0), ['lamp', 'bread'])
    await seeFresh(store, ['map', 'sea'], 10)
    const sides = { adopted: ['lamp', 'map'], fresh: ['bread', 'sea'], at: at(20) }
    expect(await store.newsletters.adopt('weekly', sides)).toEqual({ adopted: 1, fresh: 1 })
    expect(await newsOf(store)).toMatchObject([
      { postId: 'bread', becameNewAt: at(20), released: true },
      { postId: 'sea', becameNewAt: at(20), released: true },
    ])
    expect(await store.newsletters.adopt('weekly', { ...sides, at: at(30) })).toEqual({ adopted: 0, fresh: 0 })
    expect(await newsOf(store)).toMatchObject([{ becameNewAt: at(30) }, { becameNewAt: at(30) }])
  })

  test('what was adopted keeps the time at which it had become new', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['map'], 10)
    await store.newsletters.adopt('weekly', { adopted: ['map'], fresh: [], at: at(20) })
    await store.newsletters.adopt('weekly', { adopted: ['map'], fresh: [], at: at(30) })
    expect(await store.newsletters.newPosts('weekly')).toMatchObject([{ becameNewAt: at(10), adopted: true }])
  })

  test('why a post was left out is noted, and is news once', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['map', 'sea'], 10)
    const note = (because: string) =>
      store.newsletters.noteLeftOut('weekly', [
        { postId: 'map', because },
        { postId: 'sea', because: 'It moved.' },
      ])
    expect(await note('It moved.')).toEqual(['map', 'sea'])
    expect(await note('It moved.')).toEqual([])
    expect(await note('It is broken.')).toEqual(['map'])
    expect(await newsOf(store)).toMatchObject([{ leftOut: 'It is broken.' }, { leftOut: 'It moved.' }])
  })
}
