import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LeaseLost } from '../../../src/store/leases.ts'
import { anyTopic, at, editionOf, join, type NewDatabase, seeFresh, variantOf } from './store-world.ts'

export function freezeContract(newDatabase: NewDatabase, share = 1): void {
  test('candidates = deliveries + excluded, each with its reason', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'])
    await join(store, 'due')
    await join(store, 'late', { minutes: 10 })
    await join(store, 'suppressed')
    await store.subscribers.suppress('suppressed@example.org', 'complaint', at(1))
    await store.editions.make(editionOf(['lamp']))
    const frozen = { candidateCount: 3, deliveryCount: 1, excluded: { 'subscribed-later': 1, suppressed: 1 } }
    expect(await store.editions.freeze(1, at(30), anyTopic)).toEqual(frozen)
    expect(await store.editions.exclusions(1)).toEqual(frozen.excluded)
    expect(await store.editions.find('weekly', 1)).toMatchObject({ state: 'sending', candidateCount: 3 })
    expect(await store.deliveries.counts(1)).toEqual({ queued: 1 })
  })

  test('an edition is frozen once', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    await seeFresh(store, ['lamp'])
    await join(store, 'mei')
    await store.editions.make(editionOf(['lamp'], { state: 'held' }))
    expect(await store.editions.freeze(1, at(30), anyTopic)).toBeUndefined()
    await store.editions.step(1, 'approved', undefined, at(30))
    const both = await Promise.all([
      store.editions.freeze(1, at(31), anyTopic),
      other.editions.freeze(1, at(31), anyTopic),
    ])
    expect(both.filter((frozen) => frozen !== undefined)).toHaveLength(1)
    await store.editions.step(1, 'paused', undefined, at(32))
    await store.editions.step(1, 'approved', undefined, at(33))
    expect(await store.editions.freeze(1, at(34), anyTopic)).toBeUndefined()
    expect(await store.deliveries.counts(1)).toEqual({ queued: 1 })
  })

  test('with nobody left it is sent at once, by way of sending', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'])
    await store.editions.make(editionOf(['lamp']))
    expect(await store.editions.freeze(1, at(30), anyTopic)).toMatchObject({ candidateCount: 0, deliveryCount: 0 })
    expect((await store.editions.steps(1)).map(({ state }) => state)).toEqual(['approved', 'sending', 'sent'])
  })

  test('who would get posts for which nothing was rendered is excluded as changed', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'])
    await join(store, 'both')
    await join(store, 'baker', { topics: ['bread'] })
    const posts = [
      { postId: 'lamp', newAt: at(10), tags: [] },
      { postId: 'bread', newAt: at(10), tags: ['bread'] },
    ]
    await store.editions.make(editionOf([], { posts, variants: [variantOf(['lamp', 'bread'], 3)] }))
    expect(await store.editions.freeze(1, at(30), anyTopic)).toMatchObject({ excluded: { changed: 1 } })
  })

  test('only under a lease that is still held', async () => {
    const { store } = await newDatabase()
    await store.editions.make(editionOf([], { variants: [] }))
    await store.leases.acquire('delivery', 'send', at(0), 60_000)
    const old = { name: 'delivery', holder: 'serve', fence: 0 }
    await expect(store.editions.freeze(1, at(30), anyTopic, old)).rejects.toThrow(LeaseLost)
    const held = { name: 'delivery', holder: 'send', fence: 1 }
    expect(await store.editions.freeze(1, at(30), anyTopic, held)).toBeDefined()
  })

  test('no post goes twice to one person, whichever editions are started in whichever order', async () => {
    const edition = fc.record({
      newsletter: fc.constantFrom('weekly', 'daily'),
      postIds: fc.uniqueArray(fc.constantFrom('lamp', 'bread', 'map'), { minLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edition, { minLength: 2, maxLength: 4 }), async (editions) => {
        const { store } = await newDatabase()
        await seeFresh(store, ['lamp', 'bread', 'map'])
        for (const newsletter of ['weekly', 'daily']) await join(store, 'mei', { newsletter })
        for (const { newsletter, postIds } of editions) {
          const masks = Array.from({ length: 2 ** postIds.length - 1 }, (_, index) => index + 1)
          const variants = masks.map((mask) =>
            variantOf(
              postIds.filter((_, bit) => mask & (1 << bit)),
              mask,
            ),
          )
          await store.editions.make(editionOf(postIds, { newsletter, variants }))
        }
        const got: string[] = []
        for (const { id } of await store.editions.open()) {
          await store.editions.freeze(id, at(30), anyTopic)
          for (const { variantId } of await store.deliveries.claimable(id, at(30), 10))
            got.push(...((await store.editions.variant(variantId))?.postIds ?? []))
        }
        expect(got.toSorted()).toEqual([...new Set(editions.flatMap(({ postIds }) => postIds))].sort())
        await store.close()
      }),
      { numRuns: Math.ceil(25 * share) },
    )
  })
}
