import { expect, test } from 'vitest'
import { anyTopic, at, editionOf, join, type NewDatabase, seeFresh, variantOf } from './store-world.ts'

const PLAN = {
  id: '0123456789abcdef',
  newsletter: 'weekly',
  cadence: 'default',
  createdAt: at(15),
  expiresAt: at(100),
  body: { parts: { sender: 'abc' } },
}

const AUDIENCE = {
  newsletter: 'weekly',
  cadence: 'default',
  transport: 'smtp' as const,
  matchesTopics: anyTopic,
  posts: [
    { postId: 'lamp', newAt: at(10), tags: [] },
    { postId: 'bread', newAt: at(10), tags: ['bread'] },
  ],
}

export function plansContract(newDatabase: NewDatabase): void {
  test('a plan is kept under its id, and kept again', async () => {
    const { store } = await newDatabase()
    await store.plans.keep(PLAN, AUDIENCE)
    await store.plans.keep({ ...PLAN, createdAt: at(16), expiresAt: at(101) }, AUDIENCE)
    expect(await store.plans.find(PLAN.id)).toEqual({ ...PLAN, createdAt: at(16), expiresAt: at(101) })
    expect(await store.plans.find('another')).toBeUndefined()
  })

  test('one that has run out is forgotten, unless an edition still waits for its people', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 10)
    await store.plans.keep({ ...PLAN, id: 'waiting' }, AUDIENCE)
    await store.plans.keep({ ...PLAN, id: 'forgotten' }, AUDIENCE)
    await store.editions.make(editionOf(['lamp', 'bread'], { planId: 'waiting', state: 'held' }))
    await store.plans.keep({ ...PLAN, createdAt: at(200), expiresAt: at(300) }, AUDIENCE)
    expect(await store.plans.find('waiting')).toMatchObject({ id: 'waiting' })
    expect(await store.plans.find('forgotten')).toBeUndefined()
  })

  test('an edition from a plan goes to the planned people who are still eligible, with what was planned', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'], 10)
    for (const name of ['stays', 'picks-other-topics', 'is-suppressed']) await join(store, name, { minutes: 0 })
    await join(store, 'wants-maps', { topics: ['maps'] })
    const leaver = await join(store, 'leaves', { topics: ['bread'] })
    await store.plans.keep(PLAN, AUDIENCE)
    await store.subscribers.unsubscribe(leaver, at(16), 'web')
    await store.subscribers.suppress('is-suppressed@example.org', 'operator', at(16))
    await join(store, 'newcomer', { minutes: 5 })
    // Left and came back with other topics before the posts: another mask than the planned one.
    const changer = await join(store, 'picks-other-topics')
    await store.subscribers.unsubscribe(changer, at(1), 'web')
    await join(store, 'picks-other-topics', { topics: ['bread'], minutes: 2 })

    const edition = editionOf([], {
      planId: PLAN.id,
      posts: AUDIENCE.posts,
      variants: [variantOf(['lamp', 'bread'], 3), variantOf(['bread'], 2)],
    })
    const made = await store.editions.make(edition)
    if (typeof made === 'string') throw new Error(made)
    expect(await store.editions.freeze(made.id, at(30), anyTopic)).toEqual({
      candidateCount: 6,
      deliveryCount: 1,
      excluded: { left: 1, suppressed: 1, 'joined-later': 1, changed: 1, 'other-topics': 1 },
    })
    const [claimed] = await store.deliveries.claimable(made.id, at(30), 10)
    expect(claimed?.address).toBe('stays@example.org')
  })
}
