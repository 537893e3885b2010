import { expect, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import type { NewEdition } from '../../../src/editions/new-edition.ts'
import type { Store } from '../../../src/store/open-store.ts'
import {
  anyTopic,
  at,
  editionOf,
  join,
  type NewDatabase,
  processNamed,
  seeFresh,
  startTo,
  variantOf,
} from './store-world.ts'

const TAKEN: DeliveryStep = { state: 'accepted', at: at(31), reply: { code: 250, text: 'Ok' } }

/** What corrects an edition, to those who have the variant of a mask. */
function correctionOf(id: number, edition: Partial<NewEdition> = {}): NewEdition {
  return editionOf([], {
    at: at(50),
    variants: [variantOf([], 1)],
    corrects: { id, place: '1', html: '<p>It is blue.</p>' },
    ...edition,
  })
}

/** Sent to five people: taken for all but one, whose server refused; then one leaves and one is suppressed. */
async function sent(store: Store): Promise<number> {
  const { id, ids } = await startTo(store, ['mei', 'ruth', 'refused', 'left', 'suppressed'])
  const worker = await store.workers.begin(processNamed('serve'), 'hold', at(30))
  await store.deliveries.record({ outcomes: [], intents: ids }, worker, at(30))
  const outcomes = ids.map((deliveryId, index) => ({
    deliveryId,
    server: 'relay',
    step:
      index === 2 ? { ...TAKEN, state: 'rejected' as const, suppress: false, reply: { code: 550, text: 'No' } } : TAKEN,
  }))
  await store.deliveries.record({ outcomes, intents: [] }, worker, at(31))
  await store.editions.settle(id, at(32))
  await store.subscribers.remove('left@example.org', undefined, at(40), 'cli')
  await store.subscribers.suppress('suppressed@example.org', 'complaint', at(41))
  return id
}

type Fate = 'come' | 'deferred' | 'again' | 'held' | 'waits'

/** An edition to one person for each fate; of who `waits` nothing was tried. Gives the deliveries' ids. */
async function halfSent(store: Store, fates: Fate[]): Promise<{ id: number; ids: number[] }> {
  const { id, ids } = await startTo(
    store,
    fates.map((_, index) => `p${index}`),
  )
  await outcomes(
    store,
    ids.flatMap((deliveryId, index) => {
      const fate = fates[index] ?? 'waits'
      return fate === 'waits' ? [] : [[deliveryId, STEPS[fate]] as const]
    }),
    31,
  )
  await store.editions.settle(id, at(32))
  return { id, ids }
}

const STEPS: Record<Exclude<Fate, 'waits'>, DeliveryStep> = {
  come: TAKEN,
  deferred: { state: 'deferred', at: at(31), until: at(90) },
  again: { state: 'uncertain', at: at(31), until: at(90), error: 'lost' },
  held: { state: 'uncertain', at: at(31), error: 'lost' },
}
const REFUSED: DeliveryStep = { ...TAKEN, state: 'rejected', suppress: false, reply: { code: 550, text: 'No' } }

async function outcomes(store: Store, steps: (readonly [number, DeliveryStep])[], minutes: number): Promise<void> {
  const worker = await store.workers.begin(processNamed('serve'), 'hold', at(minutes))
  await store.deliveries.record({ outcomes: [], intents: steps.map(([id]) => id) }, worker, at(minutes))
  const written = steps.map(([deliveryId, step]) => ({ deliveryId, server: 'relay', step }))
  await store.deliveries.record({ outcomes: written, intents: [] }, worker, at(minutes))
  await store.workers.end(worker, 'hold', at(minutes))
}

async function correct(store: Store, id: number): Promise<number> {
  const made = (await store.editions.make(correctionOf(id))) as { id: number }
  await store.editions.freeze(made.id, at(51), anyTopic)
  return made.id
}

async function dueTo(store: Store, id: number, minutes: number): Promise<string[]> {
  const rows = await store.deliveries.claimable(id, at(minutes), 100)
  return rows.map(({ address }) => address.replace('@example.org', '')).sort()
}

export function correctionsContract(newDatabase: NewDatabase): void {
  test('who is still to get the edition gets its correction after it, and who never gets it gets neither', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await halfSent(store, ['come', 'deferred', 'again', 'held', 'deferred'])
    expect(await store.editions.gotIt(id)).toEqual({
      groups: [{ mask: 1, recipientCount: 5 }],
      excluded: {},
      candidateCount: 5,
      waitingCount: 3,
    })
    const correction = await correct(store, id)
    expect(await store.deliveries.counts(correction)).toEqual({ queued: 2, deferred: 3 })
    expect(await store.deliveries.waiting(correction)).toEqual({ forHour: 0, forMail: 3 })
    expect(await store.editions.endWaits(correction, at(60))).toBe(0)
    expect(await dueTo(store, correction, 1e6)).toEqual(['p0', 'p3'])
    await outcomes(store, [[ids[1] as number, TAKEN]], 90)
    expect(await store.editions.endWaits(correction, at(91))).toBe(1)
    expect(await store.editions.endWaits(correction, at(92))).toBe(0)
    expect(await dueTo(store, correction, 91)).toEqual(['p0', 'p1', 'p3'])
    const row = (await store.deliveries.claimable(correction, at(91), 9)).find(({ address }) =>
      address.startsWith('p1'),
    )
    expect(row?.notBefore).toEqual(at(91))
    await outcomes(store, [[ids[4] as number, REFUSED]], 92)
    expect(await store.editions.endWaits(correction, at(93))).toBe(1)
    expect(await store.deliveries.counts(correction)).toEqual({ queued: 2, deferred: 2, cancelled: 1 })
    await outcomes(store, [[ids[2] as number, { ...TAKEN, at: at(94) }]], 94)
    await store.editions.endWaits(correction, at(95))
    expect(await dueTo(store, correction, 95)).toEqual(['p0', 'p1', 'p2', 'p3'])
  })

  test('it is sent when the last who waited has it, or never gets it', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await halfSent(store, ['come', 'deferred', 'deferred'])
    const correction = await correct(store, id)
    const [first] = await store.deliveries.claimable(correction, at(52), 9)
    await outcomes(store, [[first?.id ?? 0, TAKEN]], 52)
    await store.editions.settle(correction, at(53))
    expect(await store.editions.stateOf(correction)).toBe('settling')
    await outcomes(store, [[ids[1] as number, TAKEN]], 90)
    await store.editions.endWaits(correction, at(91))
    const [second] = await store.deliveries.claimable(correction, at(91), 9)
    await outcomes(store, [[second?.id ?? 0, TAKEN]], 91)
    await store.editions.step(id, 'cancelled', undefined, at(92))
    expect(await store.editions.endWaits(correction, at(93))).toBe(1)
    await store.editions.settle(correction, at(93))
    expect(await store.editions.stateOf(correction)).toBe('sent')
    expect(await store.deliveries.counts(correction)).toEqual({ accepted: 2, cancelled: 1 })
  })

  test('who leaves while both wait gets neither, and who takes that back gets the one after the other', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await halfSent(store, ['come', 'deferred'])
    const correction = await correct(store, id)
    const handle = (await store.subscribers.find('p1@example.org'))?.subscriptions[0]?.handle ?? ''
    await store.subscribers.unsubscribe(handle, at(60), 'web')
    expect(await store.deliveries.counts(correction)).toEqual({ queued: 1, cancelled: 1 })
    await store.preferences.takeBack({ handle, at: at(61), source: 'web' })
    await store.editions.endWaits(correction, at(61))
    expect(await dueTo(store, id, 61)).toEqual(['p1'])
    expect(await dueTo(store, correction, 61)).toEqual(['p0'])
    await outcomes(store, [[ids[1] as number, TAKEN]], 62)
    await store.editions.endWaits(correction, at(63))
    expect(await dueTo(store, correction, 63)).toEqual(['p0', 'p1'])
  })

  test('a worker that is killed with the mail in hand leaves the correction waiting for what becomes of it', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await halfSent(store, ['come', 'deferred'])
    const correction = await correct(store, id)
    const worker = await store.workers.begin(processNamed('serve'), 'resend', at(90))
    await store.deliveries.record({ outcomes: [], intents: [ids[1] as number] }, worker, at(90))
    expect(await store.editions.endWaits(correction, at(90))).toBe(0)
    await store.workers.end(worker, 'resend', at(91))
    expect(await store.deliveries.counts(id)).toEqual({ accepted: 1, uncertain: 1 })
    expect(await store.editions.endWaits(correction, at(91))).toBe(0)
    await outcomes(store, [[ids[1] as number, TAKEN]], 92)
    expect(await store.editions.endWaits(correction, at(92))).toBe(1)
  })

  test('it is for those who got the edition, have not left and may be mailed: candidates = deliveries + excluded', async () => {
    const { store } = await newDatabase()
    const id = await sent(store)
    await join(store, 'later', { minutes: 45 })
    const excluded = { 'did-not-get-it': 1, left: 1, suppressed: 1 }
    expect(await store.editions.gotIt(id)).toEqual({
      groups: [{ mask: 1, recipientCount: 2 }],
      excluded,
      candidateCount: 5,
    })
    const made = await store.editions.make(correctionOf(id))
    expect(made).toEqual({ id: 2, correction: '1 correction 1' })
    expect(await store.editions.freeze(2, at(51), anyTopic)).toEqual({ candidateCount: 5, deliveryCount: 2, excluded })
    const due = await store.deliveries.claimable(2, at(51), 10)
    expect(due.map(({ address }) => address).sort()).toEqual(['mei@example.org', 'ruth@example.org'])
  })

  test('each has a number of its own, uses up none of the editions, and is found by its name', async () => {
    const { store } = await newDatabase()
    const id = await sent(store)
    await store.editions.make(correctionOf(id))
    await store.editions.make(correctionOf(id))
    expect(await store.editions.nextNumber('weekly')).toBe(2)
    expect(await store.editions.find('weekly', 1)).toMatchObject({ id, number: 1 })
    expect(await store.editions.find('weekly', 1, false, '1 correction 2')).toMatchObject({
      id: 3,
      correction: '1 correction 2',
    })
    expect(await store.editions.find('weekly', 1, false, '1 correction 3')).toBeUndefined()
    await store.editions.freeze(2, at(51), anyTopic)
    expect(await store.editions.corrections(id)).toMatchObject([
      { editionId: 2, html: '<p>It is blue.</p>', at: at(50), state: 'sending', hasBegun: true },
      { editionId: 3, state: 'approved', hasBegun: false },
    ])
  })

  test('it does not give way to an edition, stands in no archive, and counts as no post sent', async () => {
    const { store } = await newDatabase()
    const id = await sent(store)
    await store.editions.make(correctionOf(id))
    await seeFresh(store, ['bread'], 60)
    await store.editions.make(editionOf(['bread'], { at: at(70) }))
    expect(await store.editions.supersede(3, at(70))).toBe(0)
    await store.editions.freeze(2, at(71), anyTopic)
    expect((await store.archive.page({ newsletters: ['weekly'], limit: 10 })).map(({ number }) => number)).toEqual([1])
  })
}
