import { expect, test } from 'vitest'
import { anyTopic, at, editionOf, HEADERS, join, type NewDatabase, seeFresh, start, variantOf } from './store-world.ts'

export function editionsContract(newDatabase: NewDatabase): void {
  test('an edition is kept whole', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'])
    const posts = [
      { postId: 'lamp', newAt: at(10), tags: ['light'] },
      { postId: 'bread', newAt: undefined, tags: [] },
    ]
    const variants = [variantOf(['lamp', 'bread'], 3), variantOf(['bread'], 2)]
    const edition = editionOf([], { posts, variants, dueAt: at(15), state: 'held', reason: 'late', planId: 'abc' })
    expect(await store.editions.make(edition)).toEqual({ id: 1, number: 1 })
    expect(await store.editions.find('weekly', 1)).toEqual({
      id: 1,
      newsletter: 'weekly',
      number: 1,
      cadence: 'default',
      dueAt: at(15),
      state: 'held',
      reason: 'late',
      stateAt: at(20),
      createdAt: at(20),
      transport: 'smtp',
      planId: 'abc',
      subject: 'News of lamps',
      postCount: 2,
      birth: expect.stringMatching(/^[\w-]{8}$/),
      headers: { ...HEADERS, edition: 'weekly/1' },
    })
    expect(await store.editions.posts(1)).toEqual(posts)
    expect(await store.editions.variants(1)).toEqual([
      { ...variants[0], id: 1, editionId: 1 },
      { ...variants[1], id: 2, editionId: 1 },
    ])
    expect(await store.editions.variant(2)).toMatchObject({ postIds: ['bread'], mask: 2 })
    expect(await store.editions.variant(3)).toBeUndefined()
    expect(await store.editions.byId(2)).toBeUndefined()
    expect(await store.editions.stateOf(1)).toBe('held')
    expect(await store.editions.stateOf(2)).toBeUndefined()
  })

  test('numbers have no gap and are never used twice; a skipped edition takes none', async () => {
    const { store } = await newDatabase()
    const empty = editionOf([], { variants: [] })
    await store.editions.make(empty)
    await store.editions.make({ ...empty, state: 'skipped', reason: 'Nothing is new.', headers: undefined })
    expect(await store.editions.nextNumber('weekly')).toBe(2)
    expect(await store.editions.make({ ...empty, number: 2 })).toMatchObject({ number: 2 })
    expect(await store.editions.make({ ...empty, number: 2 })).toBe('number-taken')
    expect(await store.editions.step(3, 'cancelled', undefined, at(21))).toBe(true)
    expect(await store.editions.nextNumber('weekly')).toBe(3)
    expect(await store.editions.nextNumber('daily')).toBe(1)
    expect((await store.editions.list({ newsletter: 'weekly', limit: 10 })).map(({ number }) => number)).toEqual([
      2,
      undefined,
      1,
    ])
  })

  test('one that is held is made anew under its number, and is news again where something else holds it', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'])
    const held = { dueAt: at(15), state: 'held' as const, reason: 'error', because: ['No server.'] }
    await store.editions.make(editionOf(['lamp'], { ...held, input: { some: 'thing' } }))
    await store.editions.told(1, at(21))
    const again = editionOf(['lamp', 'bread'], { ...held, at: at(25), recipientCount: 7 })
    expect(await store.editions.remake(1, again)).toBe(true)
    expect(await store.editions.input(1)).toBeUndefined()
    expect(await store.editions.find('weekly', 1)).toMatchObject({
      ...held,
      postCount: 2,
      recipientCount: 7,
      stateAt: at(20),
      toldAt: at(21),
    })
    expect(await store.editions.variants(1)).toMatchObject([{ postIds: ['lamp', 'bread'] }])
    await store.editions.remake(1, { ...again, because: ['No template.'], at: at(30) })
    const found = await store.editions.find('weekly', 1)
    expect(found).toMatchObject({ because: ['No template.'], stateAt: at(30) })
    expect(found?.toldAt).toBeUndefined()
    expect(await store.editions.remake(1, { ...again, state: 'approved', reason: undefined, because: [] })).toBe(true)
    expect(await store.editions.remake(1, again)).toBe(false)
    expect((await store.editions.steps(1)).map(({ state, because }) => [state, because])).toEqual([
      ['held', ['No server.']],
      ['held', ['No template.']],
      ['approved', undefined],
    ])
  })

  test('two schedulers make one edition', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const scheduled = editionOf([], { variants: [], dueAt: at(15) })
    const made = await Promise.all([store.editions.make(scheduled), other.editions.make(scheduled)])
    expect(made.map((answer) => (typeof answer === 'string' ? answer : 'made')).sort()).toEqual(['exists', 'made'])
    expect(await store.editions.list({ limit: 10 })).toHaveLength(1)
    expect(await store.editions.make({ ...scheduled, cadence: 'monthly' })).toMatchObject({ number: 2 })
    expect(await store.editions.lastDue('weekly', 'default')).toEqual(at(15))
    expect(await store.editions.lastDue('weekly', 'never')).toBeUndefined()
  })

  test('says for which time an edition of a cadence was made with a post, cancelled ones included', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'])
    const brought = async (cadence: string) => Object.fromEntries(await store.editions.broughtUntil('weekly', cadence))
    expect(await brought('default')).toEqual({})
    await store.editions.make(editionOf(['lamp', 'bread']))
    await store.editions.make(editionOf(['lamp'], { at: at(40) }))
    await store.editions.step(2, 'cancelled', undefined, at(41))
    await store.editions.make(editionOf(['bread'], { at: at(50), cadence: 'monthly' }))
    expect(await brought('default')).toEqual({ lamp: at(40), bread: at(20) })
    // Made late, it is still of its time.
    await store.editions.make(editionOf(['bread'], { at: at(60), dueAt: at(55), cadence: 'monthly' }))
    expect(await brought('monthly')).toEqual({ bread: at(55) })
  })

  test('each step has its time, and only those that may follow are taken', async () => {
    const { store } = await newDatabase()
    await store.editions.make(editionOf([], { variants: [], state: 'held', reason: 'approval' }))
    expect(await store.editions.step(1, 'sent', undefined, at(21))).toBe(false)
    expect(await store.editions.step(1, 'approved', undefined, at(22))).toBe(true)
    expect(await store.editions.step(99, 'approved', undefined, at(22))).toBe(false)
    expect(await store.editions.find('weekly', 1)).toMatchObject({ state: 'approved', approvedAt: at(22) })
    expect(await store.editions.steps(1)).toEqual([
      { state: 'held', reason: 'approval', at: at(20) },
      { state: 'approved', reason: undefined, at: at(22) },
    ])
  })

  test('open ones, the newest ones, and the page after', async () => {
    const { store } = await newDatabase()
    const empty = editionOf([], { variants: [] })
    for (const state of ['approved', 'skipped', 'held', 'approved'] as const)
      await store.editions.make({ ...empty, state })
    await store.editions.step(4, 'cancelled', undefined, at(21))
    expect((await store.editions.open()).map(({ id }) => id)).toEqual([1, 3])
    expect((await store.editions.list({ limit: 2 })).map(({ id }) => id)).toEqual([4, 3])
    expect((await store.editions.list({ before: 3, limit: 2 })).map(({ id }) => id)).toEqual([2, 1])
  })

  test('editions that wait give way to one of their cadence that brings all their posts', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread', 'salt'])
    const held = (posts: string[]) => editionOf(posts, { state: 'held', reason: 'late' })
    const waiting = [
      held(['lamp']),
      held(['salt']),
      editionOf(['bread']),
      { ...held(['lamp']), cadence: 'monthly' },
      held(['lamp', 'bread']),
      editionOf(['lamp', 'bread']),
    ]
    for (const edition of waiting) await store.editions.make(edition)
    const states = async () => (await store.editions.list({ limit: 10 })).map(({ state }) => state).reverse()
    expect(await store.editions.supersede(5, at(21))).toBe(1)
    expect(await states()).toEqual(['cancelled', 'held', 'approved', 'held', 'held', 'approved'])
    expect(await store.editions.supersede(6, at(22))).toBe(2)
    expect(await states()).toEqual(['cancelled', 'held', 'cancelled', 'held', 'cancelled', 'approved'])
    expect((await store.editions.byId(1))?.reason).toBe('superseded')
  })

  test('an edition that is being sent gives way to none, and a post that vanished keeps none back', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp', 'bread'])
    await join(store, 'mei')
    await start(store, editionOf(['lamp']))
    await store.editions.make(editionOf(['lamp', 'bread'], { state: 'held', reason: 'late' }))
    await store.editions.make(editionOf(['lamp']))
    await store.posts.recordScan({ at: at(40), fresh: [], known: [], gone: ['bread'], newsletters: ['weekly'] })
    expect(await store.editions.supersede(3, at(41))).toBe(1)
    expect((await store.editions.byId(1))?.state).toBe('sending')
    expect((await store.editions.byId(2))?.state).toBe('cancelled')
  })

  test('cancelling an edition calls off what is open', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['lamp'])
    await join(store, 'mei')
    const id = await start(store, editionOf(['lamp']))
    await store.editions.step(id, 'cancelled', undefined, at(40))
    expect(await store.deliveries.counts(id)).toEqual({ cancelled: 1 })
    expect(await store.editions.freeze(id, at(41), anyTopic)).toBeUndefined()
    expect((await store.subscribers.find('mei@example.org'))?.deliveries).toMatchObject([{ reason: 'edition' }])
  })
}
