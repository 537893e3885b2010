import { expect, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import type { WorkerLease } from '../../../src/deliveries/worker.ts'
import { LeaseLost } from '../../../src/store/leases.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { at, type NewDatabase, processNamed, startTo } from './store-world.ts'

const ACCEPTED: DeliveryStep = { state: 'accepted', at: at(41), reply: { code: 250, text: 'Ok' } }

const NOTHING = { sent: 0, perMinute: 0 }

async function intend(store: Store, worker: WorkerLease, intents: number[]) {
  return (await store.deliveries.record({ intents, outcomes: [] }, worker, at(40))).refused
}

async function accept(store: Store, worker: WorkerLease, ids: number[]) {
  const outcomes = ids.map((deliveryId) => ({ deliveryId, step: ACCEPTED, server: 'relay' }))
  return (await store.deliveries.record({ intents: [], outcomes }, worker, at(41))).stray
}

export function workersContract(newDatabase: NewDatabase): void {
  test('each has an id of its own, which is never given twice, and is known by its process', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const one = await store.workers.begin(processNamed('one'), 'resend', at(0))
    const two = await other.workers.begin(processNamed('two'), 'resend', at(1))
    expect(await store.workers.list()).toEqual([
      { ...processNamed('one'), id: one.id, since: at(0), heardAt: at(0), ...NOTHING },
      { ...processNamed('two'), id: two.id, since: at(1), heardAt: at(1), ...NOTHING },
    ])
    expect(await store.workers.heard(one, at(2))).toBe(true)
    expect((await store.workers.list()).map(({ heardAt }) => heardAt)).toEqual([at(2), at(1)])
    expect(await store.workers.heard(one, at(3), { sent: 700, perMinute: 120 })).toBe(true)
    expect((await store.workers.list())[0]).toMatchObject({ heardAt: at(3), sent: 700, perMinute: 120 })
    expect(await store.workers.now(at(4))).toEqual(at(4))
    await store.workers.end(two, 'resend', at(3))
    expect(await store.workers.heard(two, at(3))).toBe(false)
    const three = await store.workers.begin(processNamed('two'), 'resend', at(4))
    expect(three.id).toBeGreaterThan(two.id)
  })

  test('what one has claimed the other cannot claim, nor say what became of it', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const { id, ids } = await startTo(store, ['mei', 'joe', 'ada'])
    const [mei = 0, joe = 0, ada = 0] = ids
    const one = await store.workers.begin(processNamed('one'), 'resend', at(30))
    const two = await other.workers.begin(processNamed('two'), 'resend', at(30))
    const [first, second] = await Promise.all([intend(store, one, [mei, joe]), intend(other, two, [joe, ada])])
    expect([...first, ...second]).toEqual([joe])
    const winner = first.size === 0 ? one : two
    const loser = winner === one ? two : one
    expect(await accept(store, loser, [joe])).toEqual(new Set([joe]))
    expect(await store.deliveries.counts(id)).toEqual({ sending: 3 })
    expect(await accept(store, winner, [joe])).toEqual(new Set())
    expect(await store.deliveries.counts(id)).toEqual({ sending: 2, accepted: 1 })
  })

  test('of one that is over, what it was sending becomes uncertain, and only that', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await startTo(store, ['mei', 'joe'])
    const [mei = 0, joe = 0] = ids
    const killed = await store.workers.begin(processNamed('killed'), 'resend', at(30))
    const living = await store.workers.begin(processNamed('living'), 'resend', at(30))
    await intend(store, killed, [mei])
    await intend(store, living, [joe])
    const [over] = await store.workers.list()
    if (!over) throw new Error('nobody is at work')
    expect(await store.workers.settleOver([over], 'resend', at(42))).toBe(1)
    expect(await store.deliveries.counts(id)).toEqual({ uncertain: 1, sending: 1 })
    expect((await store.deliveries.claimable(id, at(42), 10)).map((delivery) => delivery.id)).toEqual([mei])
    // It was only asleep: it writes nothing, over nobody.
    await expect(accept(store, killed, [mei])).rejects.toThrow(LeaseLost)
    await expect(intend(store, killed, [mei])).rejects.toThrow(LeaseLost)
    expect(await intend(store, living, [mei])).toEqual(new Set())
    expect(await accept(store, living, [mei, joe])).toEqual(new Set())
    expect(await store.deliveries.counts(id)).toEqual({ accepted: 2 })
  })

  test('one that was heard of since it was listed is not over', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await startTo(store, ['mei'])
    const slow = await store.workers.begin(processNamed('slow'), 'resend', at(30))
    await intend(store, slow, ids)
    const listed = await store.workers.list()
    await store.workers.heard(slow, at(41))
    expect(await store.workers.settleOver(listed, 'resend', at(42))).toBe(0)
    expect(await store.deliveries.counts(id)).toEqual({ sending: 1 })
    expect(await accept(store, slow, ids)).toEqual(new Set())
  })

  test('one that ends before it could write down what became of a mail leaves it uncertain', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await startTo(store, ['mei', 'joe'])
    const [mei = 0, joe = 0] = ids
    const ending = await store.workers.begin(processNamed('ending'), 'hold', at(30))
    const other = await store.workers.begin(processNamed('other'), 'hold', at(30))
    await intend(store, ending, [mei])
    await intend(store, other, [joe])
    await store.workers.end(ending, 'hold', at(42))
    expect(await store.deliveries.counts(id)).toEqual({ uncertain: 1, sending: 1 })
    expect(await store.deliveries.claimable(id, at(999), 10)).toEqual([])
  })

  test('who delivers alone ends all others, but only under the lease for that', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const { id, ids } = await startTo(store, ['mei'])
    await store.leases.acquire('delivery', 'serve', at(30), 60_000)
    const lease = { name: 'delivery', holder: 'serve', fence: 1 }
    const before = await store.workers.begin(processNamed('serve'), 'resend', at(30), lease)
    await intend(store, before, ids)
    const stranger = { name: 'delivery', holder: 'send', fence: 1 }
    await expect(other.workers.begin(processNamed('send'), 'resend', at(31), stranger)).rejects.toThrow(LeaseLost)
    expect(await store.deliveries.counts(id)).toEqual({ sending: 1 })
    await other.leases.acquire('delivery', 'send', at(32), 60_000)
    const after = await other.workers.begin(processNamed('send'), 'resend', at(32), { ...stranger, fence: 2 })
    expect(await store.deliveries.counts(id)).toEqual({ uncertain: 1 })
    expect(await store.workers.heard(before, at(32))).toBe(false)
    expect((await store.workers.list()).map((worker) => worker.id)).toEqual([after.id])
  })
}
