import { expect, test } from 'vitest'
import { at, editionOf, join, type NewDatabase, post, seeFresh, start } from './store-world.ts'

const NOTHING = { fresh: [], known: [], gone: [], newsletters: [] }

export function postsContract(newDatabase: NewDatabase): void {
  test('what a look found is what the next one remembers', async () => {
    const { store } = await newDatabase()
    const lamp = post('lamp', { aliases: ['/old/lamp/'], url: 'https://lantern.example/燈/' })
    await store.posts.recordScan({ ...NOTHING, at: at(0), fresh: [{ post: lamp, entryId: 'tag:lamp' }] })
    expect(await store.posts.seen()).toEqual([
      {
        id: 'lamp',
        entryId: 'tag:lamp',
        path: 'posts/lamp.md',
        urlPath: '/%E7%87%88/',
        aliases: ['/old/lamp/'],
        title: 'About lamp',
        hash: 'hash of lamp',
        publishedAt: { instant: at(-60), offset: '+08:00' },
        firstSeenAt: at(0),
        changedAt: at(0),
        live: true,
        goneAt: undefined,
        movedFrom: undefined,
        names: [],
        sameAs: undefined,
      },
    ])
  })

  test('a first look finds hundreds; what was settled before stays', async () => {
    const { store } = await newDatabase()
    await store.posts.recordScan({ ...NOTHING, at: at(0), fresh: [{ post: post('p150'), entryId: 'tag:settled' }] })
    const ids = Array.from({ length: 250 }, (_, i) => `p${String(i).padStart(3, '0')}`)
    await seeFresh(store, ids, 1, [])
    const seen = await store.posts.seen()
    const settled = new Map(ids.map((id) => [id, `tag:${id}`])).set('p150', 'tag:settled')
    expect(seen.map(({ id, entryId }) => [id, entryId])).toEqual([...settled])
    expect(seen[150]).toMatchObject({ firstSeenAt: at(0), title: 'About p150' })
    expect(seen[249]).toMatchObject({ firstSeenAt: at(1), path: 'posts/p249.md', hash: 'hash of p249' })
  })

  test('what another program writes is seen, though nothing was written here since the last look', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    await seeFresh(store, ['lamp'])
    expect(await store.posts.seen()).toHaveLength(1)
    await seeFresh(other, ['oil'], 1)
    expect((await store.posts.seen()).map(({ id }) => id)).toEqual(['lamp', 'oil'])
    await other.posts.recordScan({ ...NOTHING, at: at(2), known: [post('lamp', { title: 'Lamps' })] })
    await store.posts.recordScan({ ...NOTHING, at: at(3), known: [post('lamp')] })
    expect(await other.posts.seen()).toMatchObject([{ title: 'About lamp' }, {}])
  })

  test('a post that moved keeps its entry and its age; only a new text counts as a change', async () => {
    const { store } = await newDatabase()
    await store.posts.recordScan({ ...NOTHING, at: at(0), fresh: [{ post: post('lamp'), entryId: 'tag:lamp' }] })
    await store.posts.recordScan({ ...NOTHING, at: at(1), known: [post('lamp', { path: 'posts/light.md' })] })
    expect(await store.posts.seen()).toMatchObject([{ entryId: 'tag:lamp', path: 'posts/light.md', changedAt: at(0) }])
    await store.posts.recordScan({ ...NOTHING, at: at(2), known: [post('lamp', { hash: 'another' })] })
    expect(await store.posts.seen()).toMatchObject([{ entryId: 'tag:lamp', firstSeenAt: at(0), changedAt: at(2) }])
  })

  test('a post is remembered by the names that it got; one that was of another is of the last', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'oil'])
    const names = (postId: string, ...given: string[]) => given.map((name) => ({ name, postId }))
    await store.posts.recordScan({ ...NOTHING, at: at(1), names: names('lamp', 'id:lamp', '/lamp/') })
    await store.posts.recordScan({ ...NOTHING, at: at(2), names: names('oil', '/lamp/') })
    expect(await store.posts.seen()).toMatchObject([{ names: ['id:lamp'] }, { names: ['/lamp/'] }])
  })

  test('a post that turns out to be another one, renamed, gives way to it; what was sent of it was sent of that one', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['lamp', 'oil'], 10)
    await join(store, 'mei')
    await start(store, editionOf(['oil', 'lamp']))
    const fresh = [{ post: post('light'), entryId: 'tag:light' }]
    await store.posts.recordScan({ ...NOTHING, at: at(11), fresh, gone: ['lamp'], newsletters: ['weekly'] })
    await start(store, editionOf(['light']))
    await store.posts.recordScan({ ...NOTHING, at: at(12), names: [{ name: 'id:l', postId: 'light' }] })
    const lamp = post('lamp', { path: 'posts/light.md' })
    const renamed = [{ from: 'light', to: 'lamp' }]
    await store.posts.recordScan({ ...NOTHING, at: at(13), known: [lamp], renamed, newsletters: ['weekly'] })
    expect(await store.posts.seen()).toMatchObject([
      { id: 'lamp', entryId: 'tag:lamp', firstSeenAt: at(10), live: true, names: ['id:l', 'light'] },
      { id: 'light', entryId: 'tag:light', live: false, goneAt: at(13), sameAs: 'lamp' },
      { id: 'oil' },
    ])
    expect(await store.newsletters.newPosts('weekly')).toMatchObject([
      { postId: 'lamp', becameNewAt: at(10) },
      { postId: 'oil' },
    ])
    const bringing = (await store.editions.bringing('weekly')).filter(({ postId }) => postId === 'lamp')
    expect(bringing).toHaveLength(2)
  })

  test('a post that turns out to be another one counts as sent if an operator said so of either', async () => {
    const { store } = await newDatabase()
    await store.newsletters.ensure('weekly', at(0), [])
    await seeFresh(store, ['lamp', 'light'], 10)
    await store.newsletters.adopt('weekly', { adopted: ['light'], fresh: [], at: at(11) })
    await store.posts.recordScan({ ...NOTHING, at: at(12), renamed: [{ from: 'light', to: 'lamp' }] })
    expect(await store.newsletters.newPosts('weekly')).toMatchObject([{ postId: 'lamp', adopted: true }])
  })

  test('a post that is gone is remembered with the time, and may come back', async () => {
    const { store } = await newDatabase()
    await store.posts.recordScan({ ...NOTHING, at: at(0), fresh: [{ post: post('lamp'), entryId: 'tag:lamp' }] })
    await store.posts.recordScan({ ...NOTHING, at: at(1), gone: ['lamp'] })
    await store.posts.recordScan({ ...NOTHING, at: at(2), gone: ['lamp'] })
    expect(await store.posts.seen()).toMatchObject([{ live: false, goneAt: at(1) }])
    await store.posts.recordScan({ ...NOTHING, at: at(3), known: [post('lamp')] })
    expect(await store.posts.seen()).toMatchObject([{ live: true, goneAt: undefined }])
  })

  test('two processes that see a post at the same moment both go on: the first one settled its entry id', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const fresh = (entryId: string) => [{ post: post('lamp'), entryId }]
    await store.posts.recordScan({ ...NOTHING, at: at(0), fresh: fresh('tag:first') })
    await other.posts.recordScan({ ...NOTHING, at: at(1), fresh: fresh('tag:second') })
    expect(await store.posts.seen()).toMatchObject([{ id: 'lamp', entryId: 'tag:first', firstSeenAt: at(0) }])
  })

  test('a look that fails in the middle leaves nothing behind', async () => {
    const { store } = await newDatabase()
    const twice = [post('lamp'), post('bread')].map((one) => ({ post: one, entryId: 'tag:the same' }))
    await expect(store.posts.recordScan({ ...NOTHING, at: at(0), fresh: twice })).rejects.toThrow()
    expect(await store.posts.seen()).toEqual([])
  })
}
