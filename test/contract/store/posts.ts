import { expect, test } from 'vitest'
import { at, type NewDatabase, post, seeFresh } from './store-world.ts'

const NOTHING = { fresh: [], known: [], gone: [], newsletters: [] }

export function postsContract(newDatabase: NewDatabase): void {
  test('what a look found is what the next one remembers', async () => {
    const { store } = await newDatabase()
    const lamp = post('lamp', { aliases: ['/old/lamp/'], url: 'https://lantern.example/燈/' })
    await store.posts.recordLook({ ...NOTHING, at: at(0), fresh: [{ post: lamp, entryId: 'tag:lamp' }] })
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
      },
    ])
  })

  test('a first look finds hundreds; what was settled before stays', async () => {
    const { store } = await newDatabase()
    await store.posts.recordLook({ ...NOTHING, at: at(0), fresh: [{ post: post('p150'), entryId: 'tag:settled' }] })
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
    await other.posts.recordLook({ ...NOTHING, at: at(2), known: [post('lamp', { title: 'Lamps' })] })
    await store.posts.recordLook({ ...NOTHING, at: at(3), known: [post('lamp')] })
    expect(await other.posts.seen()).toMatchObject([{ title: 'About lamp' }, {}])
  })

  test('a post that moved keeps its entry and its age; only a new text counts as a change', async () => {
    const { store } = await newDatabase()
    await store.posts.recordLook({ ...NOTHING, at: at(0), fresh: [{ post: post('lamp'), entryId: 'tag:lamp' }] })
    await store.posts.recordLook({ ...NOTHING, at: at(1), known: [post('lamp', { path: 'posts/light.md' })] })
    expect(await store.posts.seen()).toMatchObject([{ entryId: 'tag:lamp', path: 'posts/light.md', changedAt: at(0) }])
    await store.posts.recordLook({ ...NOTHING, at: at(2), known: [post('lamp', { hash: 'another' })] })
    expect(await store.posts.seen()).toMatchObject([{ entryId: 'tag:lamp', firstSeenAt: at(0), changedAt: at(2) }])
  })

  test('a post in the place of one that is gone takes over its entry, and the time of its last change', async () => {
    const { store } = await newDatabase()
    const [lamp, light] = [post('lamp', { hash: 'rewritten' }), post('light', { hash: 'rewritten' })]
    await store.posts.recordLook({ ...NOTHING, at: at(0), fresh: [{ post: post('lamp'), entryId: 'tag:lamp' }] })
    await store.posts.recordLook({ ...NOTHING, at: at(1), known: [lamp] })
    const fresh = [{ post: light, entryId: 'tag:light' }]
    await store.posts.recordLook({
      ...NOTHING,
      at: at(2),
      fresh,
      gone: ['lamp'],
      heirs: [{ from: 'lamp', to: 'light' }],
    })
    expect(await store.posts.seen()).toMatchObject([
      { id: 'lamp', entryId: 'tag:light', live: false },
      { id: 'light', entryId: 'tag:lamp', firstSeenAt: at(2), changedAt: at(1) },
    ])
    const back = { known: [lamp], gone: ['light'], heirs: [{ from: 'light', to: 'lamp' }] }
    await store.posts.recordLook({ ...NOTHING, at: at(3), ...back })
    expect(await store.posts.seen()).toMatchObject([
      { entryId: 'tag:lamp', changedAt: at(1) },
      { entryId: 'tag:light' },
    ])
  })

  test('a post that is gone is remembered with the time, and may come back', async () => {
    const { store } = await newDatabase()
    await store.posts.recordLook({ ...NOTHING, at: at(0), fresh: [{ post: post('lamp'), entryId: 'tag:lamp' }] })
    await store.posts.recordLook({ ...NOTHING, at: at(1), gone: ['lamp'] })
    await store.posts.recordLook({ ...NOTHING, at: at(2), gone: ['lamp'] })
    expect(await store.posts.seen()).toMatchObject([{ live: false, goneAt: at(1) }])
    await store.posts.recordLook({ ...NOTHING, at: at(3), known: [post('lamp')] })
    expect(await store.posts.seen()).toMatchObject([{ live: true, goneAt: undefined }])
  })

  test('two processes that see a post at the same moment both go on: the first one settled its entry id', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const fresh = (entryId: string) => [{ post: post('lamp'), entryId }]
    await store.posts.recordLook({ ...NOTHING, at: at(0), fresh: fresh('tag:first') })
    await other.posts.recordLook({ ...NOTHING, at: at(1), fresh: fresh('tag:second') })
    expect(await store.posts.seen()).toMatchObject([{ id: 'lamp', entryId: 'tag:first', firstSeenAt: at(0) }])
  })

  test('a look that fails in the middle leaves nothing behind', async () => {
    const { store } = await newDatabase()
    const twice = [post('lamp'), post('bread')].map((one) => ({ post: one, entryId: 'tag:the same' }))
    await expect(store.posts.recordLook({ ...NOTHING, at: at(0), fresh: twice })).rejects.toThrow()
    expect(await store.posts.seen()).toEqual([])
  })
}
