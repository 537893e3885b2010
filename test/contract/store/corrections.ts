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

export function correctionsContract(newDatabase: NewDatabase): void {
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
