import { expect, test } from 'vitest'
import { PART_SIZE, type Part } from '../../../src/deliveries/hand-out.ts'
import type { Lease } from '../../../src/deliveries/ledger.ts'
import type { WorkerLease } from '../../../src/deliveries/worker.ts'
import { LeaseLost } from '../../../src/store/leases.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { at, editionOf, type NewDatabase, processNamed, seeFresh, start } from './store-world.ts'

/** An edition being sent to so many people. */
async function sendingTo(store: Store, count: number): Promise<number> {
  await seeFresh(store, ['lamp'])
  const rows = Array.from({ length: count }, (_, index) => ({
    line: index + 1,
    address: `reader${index}@example.org`,
    key: `reader${index}@example.org`,
    status: 'active' as const,
  }))
  const cadences = new Map([['weekly', 'default']])
  await store.subscribers.importRows({ newsletter: 'weekly', cadences, rows, at: at(0), source: 'import list.csv' })
  return start(store, editionOf(['lamp']))
}

async function dutyOf(store: Store): Promise<Lease> {
  const answer = await store.leases.acquire('delivery', 'one', at(30), 60_000)
  if (!('fence' in answer)) throw new Error('the lease is taken')
  return { name: 'delivery', holder: 'one', fence: answer.fence }
}

function begin(store: Store, name: string): Promise<WorkerLease> {
  return store.workers.begin(processNamed(name), 'resend', at(30))
}

async function idsOf(store: Store, { editionId, firstId, lastId }: Part): Promise<number[]> {
  return (await store.deliveries.claimable(editionId, at(45), 5_000, firstId - 1, lastId)).map(({ id }) => id)
}

/** Sends all of a part. */
async function send(store: Store, worker: WorkerLease, part: Part): Promise<void> {
  const intents = await idsOf(store, part)
  const outcomes = intents.map((deliveryId) => ({
    deliveryId,
    step: { state: 'accepted' as const, at: at(41), reply: { code: 250, text: 'Ok' } },
    server: 'relay',
  }))
  await store.deliveries.record({ intents, outcomes: [] }, worker, at(40))
  await store.deliveries.record({ intents: [], outcomes }, worker, at(41))
}

/** Of a database that several may work on. */
export function handOutContract(newDatabase: NewDatabase): void {
  test('an edition that is frozen is handed out in parts, each delivery to one worker', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const id = await sendingTo(store, 2 * PART_SIZE + 1)
    const [one, two] = [await begin(store, 'one'), await begin(other, 'two')]
    const parts = [
      await store.handOut.take(id, one, 0),
      await other.handOut.take(id, two, 0),
      await store.handOut.take(id, one, 1),
    ]
    const ids = (await Promise.all(parts.map((part) => part && idsOf(store, part)))).flatMap((some) => some ?? [])
    expect(ids.toSorted((a, b) => a - b)).toEqual(
      (await store.deliveries.claimable(id, at(40), 5_000)).map((delivery) => delivery.id),
    )
    expect(new Set(ids).size).toBe(2 * PART_SIZE + 1)
    expect(await other.handOut.take(id, two, 1)).toBeUndefined()
    expect(await store.workers.holdings()).toEqual([
      { workerId: one.id, editionId: id, deliveries: PART_SIZE + 1 },
      { workerId: two.id, editionId: id, deliveries: PART_SIZE },
    ])
  })

  test('a part is done with when nothing of it can be sent; else it is kept, or given back', async () => {
    const { store } = await newDatabase()
    const id = await sendingTo(store, 3)
    const [one, two] = [await begin(store, 'one'), await begin(store, 'two')]
    const part = (await store.handOut.take(id, one, 0)) as Part
    expect(await store.handOut.settle(part, at(40), false)).toBe(false)
    expect(await store.handOut.take(id, two, 0)).toBeUndefined()
    expect(await store.handOut.settle(part, at(40), true)).toBe(true)
    const again = (await store.handOut.take(id, two, 0)) as Part
    expect(again).toEqual(part)
    await send(store, two, again)
    expect(await store.handOut.settle(again, at(42), false)).toBe(true)
    await store.handOut.sweep(await dutyOf(store), at(43))
    expect(await store.handOut.take(id, one, 0)).toBeUndefined()
    expect(await store.deliveries.counts(id)).toEqual({ accepted: 3 })
  })

  test('what a worker that is over had, and what it was sending, is handed on', async () => {
    const { store } = await newDatabase()
    const id = await sendingTo(store, 3)
    const killed = await begin(store, 'killed')
    const part = (await store.handOut.take(id, killed, 0)) as Part
    const [first = 0] = await idsOf(store, part)
    await store.deliveries.record({ intents: [first], outcomes: [] }, killed, at(40))
    const living = await begin(store, 'living')
    const lease = await dutyOf(store)
    await store.handOut.sweep(lease, at(41))
    expect(await store.handOut.take(id, living, 0)).toBeUndefined()
    const over = (await store.workers.list()).filter((worker) => worker.id === killed.id)
    await store.workers.settleOver(over, 'resend', at(41))
    await store.handOut.sweep(lease, at(42))
    const handedOn = (await store.handOut.take(id, living, 0)) as Part
    expect(await idsOf(store, handedOn)).toContain(first)
    await send(store, living, handedOn)
    expect(await store.deliveries.counts(id)).toEqual({ accepted: 3 })
    // It was only asleep: it takes nothing any more.
    await expect(store.handOut.take(id, killed, 0)).rejects.toThrow(LeaseLost)
  })

  test('what comes due again is offered once all that was offered is over', async () => {
    const { store } = await newDatabase()
    const id = await sendingTo(store, 2)
    const one = await begin(store, 'one')
    const lease = await dutyOf(store)
    const part = (await store.handOut.take(id, one, 0)) as Part
    const ids = await idsOf(store, part)
    await store.deliveries.record({ intents: ids, outcomes: [] }, one, at(40))
    const later = { state: 'deferred' as const, at: at(41), until: at(50), reply: { code: 450, text: 'Later' } }
    const outcomes = ids.map((deliveryId) => ({ deliveryId, step: later, server: 'relay' }))
    await store.deliveries.record({ intents: [], outcomes }, one, at(41))
    expect(await store.handOut.settle(part, at(41), true)).toBe(true)
    await store.handOut.sweep(lease, at(49))
    expect(await store.handOut.take(id, one, 0)).toBeUndefined()
    await store.handOut.sweep(lease, at(50))
    await store.handOut.sweep(lease, at(51))
    const due = (await store.handOut.take(id, one, 0)) as Part
    expect([due.firstId, due.lastId]).toEqual([ids[0], ids[1]])
    expect(await store.handOut.take(id, one, 1)).toBeUndefined()
  })

  test('nothing of an edition that was called off is handed out, and its queue goes', async () => {
    const { store } = await newDatabase()
    const id = await sendingTo(store, 2)
    const one = await begin(store, 'one')
    await store.editions.step(id, 'paused', undefined, at(35))
    await store.editions.step(id, 'cancelled', undefined, at(36))
    const lease = await dutyOf(store)
    await store.handOut.sweep(lease, at(37))
    expect(await store.handOut.take(id, one, 0)).toBeUndefined()
  })

  test('without the lease nothing is made', async () => {
    const { store } = await newDatabase()
    const id = await sendingTo(store, 2)
    const one = await begin(store, 'one')
    const part = (await store.handOut.take(id, one, 0)) as Part
    await store.workers.end(one, 'resend', at(35))
    await dutyOf(store)
    const stranger = { name: 'delivery', holder: 'two', fence: 1 }
    await expect(store.handOut.sweep(stranger, at(36))).rejects.toThrow(LeaseLost)
    const two = await begin(store, 'two')
    expect(part.editionId).toBe(id)
    expect(await store.handOut.take(id, two, 0)).toBeUndefined()
  })
}
