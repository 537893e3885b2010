import { expect, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import type { WorkerLease } from '../../../src/deliveries/worker.ts'
import { LeaseLost } from '../../../src/store/leases.ts'
import type { Store } from '../../../src/store/open-store.ts'
import type { UncertainPolicy } from '../../../src/store/reopen-deliveries.ts'
import { at, editionOf, join, type NewDatabase, processNamed, seeFresh, start, startTo } from './store-world.ts'

const LEASE = { name: 'delivery', holder: 'serve', fence: 1 }
const ACCEPTED: DeliveryStep = { state: 'accepted', at: at(41), reply: { code: 250, text: 'Ok' }, relayId: '4XyZ' }
const DEFERRED: DeliveryStep = {
  state: 'deferred',
  at: at(41),
  until: at(50),
  reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' },
}
const REJECTED = {
  state: 'rejected' as const,
  at: at(41),
  reply: { code: 550, enhanced: '5.1.1', text: 'No such user' },
  suppress: true,
}
const UNCERTAIN: DeliveryStep = { state: 'uncertain', at: at(41), until: at(45), error: 'Connection lost' }

/** Who delivers on a store, alone. */
const workers = new WeakMap<Store, WorkerLease>()

/** An edition being sent to these people by the lease's holder, and their deliveries' ids in that order. */
async function sendingTo(store: Store, names: string[]): Promise<{ id: number; ids: number[] }> {
  const started = await startTo(store, names)
  await store.leases.acquire('delivery', 'serve', at(30), 3_600_000)
  await restart(store, 'resend', 30)
  return started
}

/** It was killed, and its successor begins. */
async function restart(store: Store, policy: UncertainPolicy, minutes: number): Promise<void> {
  workers.set(store, await store.workers.begin(processNamed('serve'), policy, at(minutes), LEASE))
}

function workerOf(store: Store): WorkerLease {
  return workers.get(store) ?? { id: 0 }
}

async function intend(store: Store, intents: number[], minutes = 40) {
  return store.deliveries.record({ intents, outcomes: [] }, workerOf(store), at(minutes))
}

async function end(store: Store, deliveryId: number, step: DeliveryStep | { state: 'queued' }, minutes = 41) {
  const outcomes = [{ deliveryId, step, server: 'relay' }]
  return store.deliveries.record({ intents: [], outcomes }, workerOf(store), at(minutes))
}

async function sentTo(store: Store, name: string) {
  return (await store.subscribers.find(`${name}@example.org`))?.deliveries[0]
}

export function deliveriesContract(newDatabase: NewDatabase): void {
  test('what is claimable comes with all that its message needs, in pages by id', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['a', 'b', 'c'])
    const page = await store.deliveries.claimable(id, at(40), 2)
    expect(page.map(({ address }) => address)).toEqual(['a@example.org', 'b@example.org'])
    const record = await store.subscribers.find('a@example.org')
    expect(page[0]).toEqual({
      id: ids[0],
      editionId: id,
      variantId: 1,
      subscriberHandle: record?.subscriber?.handle,
      subscriptionHandle: record?.subscriptions[0]?.handle,
      address: 'a@example.org',
      name: undefined,
      attempts: 0,
      firstAt: at(40),
      uncertainCount: 0,
    })
    const rest = await store.deliveries.claimable(id, at(40), 2, ids[1])
    expect(rest.map(({ address }) => address)).toEqual(['c@example.org'])
  })

  test('intent, then outcome; the reply, the server and the times are kept', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei', 'joe'])
    const [mei = 0, joe = 0] = ids
    expect(await intend(store, ids)).toEqual({ refused: new Set(), stray: new Set() })
    expect(await store.deliveries.counts(id)).toEqual({ sending: 2 })
    expect(await store.deliveries.claimable(id, at(40), 10)).toEqual([])
    await end(store, mei, ACCEPTED)
    await end(store, joe, DEFERRED)
    expect(await sentTo(store, 'mei')).toMatchObject({
      edition: 'weekly/1',
      state: 'accepted',
      stateAt: at(41),
      reply: { code: 250, text: 'Ok' },
      relayId: '4XyZ',
      server: 'relay',
    })
    expect(await store.deliveries.reasons(id, 'deferred')).toEqual([
      { reason: '451 4.7.1', example: 'Greylisted', domain: 'example.org', count: 1 },
    ])
    expect(await store.deliveries.nextDue(id)).toEqual(at(50))
    expect(await store.deliveries.claimable(id, at(49), 10)).toEqual([])
    expect(await store.deliveries.claimable(id, at(50), 10)).toMatchObject([{ id: joe, attempts: 1, firstAt: at(40) }])
  })

  test('a reply that holds what no text should is written down all the same', async () => {
    const { store } = await newDatabase()
    const { ids } = await sendingTo(store, ['mei'])
    await intend(store, ids)
    const text = 'Ok \0 \u0001 \u{1f3ee} \\ \' " end'
    await end(store, ids[0] ?? 0, { state: 'accepted', at: at(41), reply: { code: 250, text } })
    const { reply } = (await sentTo(store, 'mei')) ?? {}
    // PostgreSQL holds no NUL.
    expect(reply?.text.replace('\ufffd', '\0')).toBe(text)
  })

  test('an attempt that met a server in trouble does not count', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei'])
    await intend(store, ids)
    await end(store, ids[0] ?? 0, { state: 'queued' })
    expect(await store.deliveries.claimable(id, at(60), 10)).toMatchObject([{ attempts: 0, firstAt: at(60) }])
  })

  test('what a try of unknown end claimed is its own when it is offered again; what others claimed is not', async () => {
    const { store } = await newDatabase()
    const { ids } = await sendingTo(store, ['ada', 'ben', 'cem'])
    const [own = 0, earlier = 0, open = 0] = ids
    await intend(store, [own], 40)
    await intend(store, [earlier], 39)
    const again = (minutes: number, isAgain?: boolean) =>
      store.deliveries.record({ intents: ids, outcomes: [], isAgain }, workerOf(store), at(minutes))
    expect((await again(40, true)).refused).toEqual(new Set([earlier]))
    // It is being sent by now, as what was claimed.
    expect((await again(40)).refused).toEqual(new Set([own, earlier, open]))
    const other = await store.workers.begin(processNamed('other'), 'resend', at(40))
    const offered = { intents: ids, outcomes: [], isAgain: true }
    expect((await store.deliveries.record(offered, other, at(40))).refused).toEqual(new Set(ids))
  })

  test('outcomes are written before intents, in one transaction', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei'])
    const [deliveryId = 0] = ids
    await intend(store, ids)
    const outcomes = [{ deliveryId, step: DEFERRED, server: 'relay' }]
    const answer = await store.deliveries.record({ outcomes, intents: [deliveryId] }, workerOf(store), at(50))
    expect(answer.refused.size).toBe(0)
    expect(await store.deliveries.counts(id)).toEqual({ sending: 1 })
  })

  test('a group of outcomes of every kind is written at once, each as if it were alone', async () => {
    const { store } = await newDatabase()
    const names = ['accepted', 'deferred', 'rejected', 'uncertain', 'back', 'stray']
    const { id, ids } = await sendingTo(store, names)
    await intend(store, ids.slice(0, 5))
    const steps = [ACCEPTED, DEFERRED, REJECTED, UNCERTAIN, { state: 'queued' as const }, ACCEPTED]
    const outcomes = steps.map((step, index) => ({ deliveryId: ids[index] ?? 0, step, server: `relay-${index}` }))
    const answer = await store.deliveries.record({ outcomes, intents: [] }, workerOf(store), at(42))
    expect(answer.stray).toEqual(new Set([ids[5]]))
    const told = await Promise.all(names.map((name) => sentTo(store, name)))
    expect(told).toMatchObject([
      { state: 'accepted', stateAt: at(41), reply: { code: 250 }, relayId: '4XyZ', server: 'relay-0' },
      { state: 'deferred', stateAt: at(41), reply: { code: 451, enhanced: '4.7.1', text: 'Greylisted' } },
      { state: 'rejected', reply: { code: 550 }, server: 'relay-2' },
      { state: 'uncertain', error: 'Connection lost' },
      { state: 'queued', stateAt: at(42), server: 'relay-4' },
      { state: 'queued', stateAt: at(30) },
    ])
    expect(await store.deliveries.claimable(id, at(60), 10)).toMatchObject([
      { id: ids[1], attempts: 1, uncertainCount: 0, firstAt: at(40) },
      { id: ids[3], attempts: 1, uncertainCount: 1, firstAt: at(40) },
      { id: ids[4], attempts: 0, uncertainCount: 0, firstAt: at(60) },
      { id: ids[5], attempts: 0, uncertainCount: 0, firstAt: at(60) },
    ])
  })

  test('who leaves in the middle gets nothing more: queued, being retried, or on its way back', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['queued', 'deferred', 'sending'])
    const [queued = 0, deferred = 0, sending = 0] = ids
    await intend(store, [deferred, sending])
    await end(store, deferred, DEFERRED)
    for (const name of ['queued', 'deferred', 'sending']) {
      const handle = (await store.subscribers.find(`${name}@example.org`))?.subscriptions[0]?.handle ?? ''
      await store.subscribers.unsubscribe(handle, at(42), 'one-click')
    }
    expect((await intend(store, [queued, deferred], 51)).refused).toEqual(new Set([queued, deferred]))
    await end(store, sending, DEFERRED, 52)
    expect(await store.deliveries.counts(id)).toEqual({ cancelled: 3 })
    expect(await sentTo(store, 'sending')).toMatchObject({ reason: 'unsubscribed', reply: { code: 451 } })
    expect(await store.deliveries.nextDue(id)).toBeUndefined()
  })

  test('what was accepted while its person left stays accepted', async () => {
    const { store } = await newDatabase()
    const { ids } = await sendingTo(store, ['mei'])
    await intend(store, ids)
    await store.subscribers.remove('mei@example.org', undefined, at(41), 'cli')
    await end(store, ids[0] ?? 0, ACCEPTED)
    expect(await sentTo(store, 'mei')).toMatchObject({ state: 'accepted' })
  })

  test('an address that is gone is suppressed, with what else is queued for it, once its server took a mail', async () => {
    const { store } = await newDatabase()
    await seeFresh(store, ['bread'])
    await join(store, 'mei', { newsletter: 'daily' })
    const daily = await start(store, editionOf(['bread'], { newsletter: 'daily' }))
    const { id, ids } = await sendingTo(store, ['mei', 'joe', 'ada'])
    const [mei = 0, joe = 0, ada = 0] = ids
    await intend(store, ids)
    await end(store, mei, REJECTED)
    await end(store, ada, DEFERRED)
    await store.editions.settle(id, at(42))
    const suppression = async () => (await store.subscribers.find('mei@example.org'))?.suppression
    expect(await suppression()).toBeUndefined()
    await end(store, joe, ACCEPTED, 43)
    await store.editions.settle(id, at(43))
    expect(await suppression()).toMatchObject({ reason: 'no-such-address', note: '550 5.1.1', at: at(43) })
    expect((await store.subscribers.find('mei@example.org'))?.suppressionSteps).toMatchObject([{ source: 'weekly/1' }])
    expect(await sentTo(store, 'mei')).toMatchObject({ state: 'rejected', reason: 'no-such-address' })
    expect(await store.deliveries.counts(daily)).toEqual({ cancelled: 1 })
  })

  test('a server that refuses more than it takes is not believed, though another takes all of its own', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['a', 'b', 'c', 'd', 'e'])
    await intend(store, ids)
    for (const [index, deliveryId] of ids.entries()) {
      const [step, server] = index < 2 ? [REJECTED, 'broken'] : [ACCEPTED, 'relay']
      await store.deliveries.record({ intents: [], outcomes: [{ deliveryId, step, server }] }, workerOf(store), at(41))
    }
    expect(await store.editions.settle(id, at(42))).toBeUndefined()
    expect((await store.editions.byId(id))?.state).toBe('sent')
    expect(await store.subscribers.countSuppressed()).toEqual({ all: 0, strangers: 0 })
    // The operator knows better.
    expect(await store.subscribers.suppressOfEdition(id, 'weekly/1', at(50))).toBe(2)
    expect(await store.subscribers.suppressOfEdition(id, 'weekly/1', at(50))).toBe(0)
  })

  test('an edition of which most was refused pauses and suppresses nobody; once looked at, it is over', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['a', 'b', 'c'])
    const edition = async () => store.editions.byId(id)
    await intend(store, ids)
    for (const deliveryId of ids) await end(store, deliveryId, REJECTED)
    expect(await store.editions.settle(id, at(42))).toEqual({ accepted: 0, rejected: 3 })
    expect(await edition()).toMatchObject({ state: 'paused', reason: 'rejections' })
    await store.editions.step(id, 'sending', undefined, at(50))
    await store.editions.settle(id, at(51))
    expect(await edition()).toMatchObject({ state: 'sent' })
    expect(await store.subscribers.countSuppressed()).toEqual({ all: 0, strangers: 0 })
  })

  test('retry sends on what paused over rejections; what came before is never held against the addresses', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['a', 'b', 'c'])
    await intend(store, ids)
    for (const deliveryId of ids) await end(store, deliveryId, REJECTED)
    await store.editions.settle(id, at(42))
    expect(await store.deliveries.retry(id, 'failed', at(50))).toBe(3)
    expect((await store.editions.byId(id))?.state).toBe('sending')
    await intend(store, ids, 51)
    for (const [index, deliveryId] of ids.entries())
      await end(store, deliveryId, index === 0 ? { ...REJECTED, at: at(52) } : { ...ACCEPTED, at: at(52) }, 52)
    expect(await store.editions.settle(id, at(53))).toBeUndefined()
    expect((await store.editions.byId(id))?.state).toBe('sent')
    expect((await store.subscribers.find('a@example.org'))?.suppression).toMatchObject({ reason: 'no-such-address' })
  })

  test('what an edition brought about is lifted, and retry sends to them; what a person said stays', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['a', 'b', 'complained', 'left', 'fine', 'well', 'good', 'best'])
    await intend(store, ids)
    for (const [index, deliveryId] of ids.entries()) await end(store, deliveryId, index < 4 ? REJECTED : ACCEPTED)
    await store.subscribers.suppress('complained@example.org', 'complaint', at(42))
    await store.subscribers.remove('left@example.org', undefined, at(42), 'cli')
    await store.editions.settle(id, at(43))
    expect((await store.subscribers.countSuppressed()).all).toBe(4)
    expect(await store.deliveries.retry(id, 'failed', at(50))).toBe(0)
    expect(await store.subscribers.unsuppressOfEdition(id, at(51), 'our firewall')).toBe(3)
    expect((await store.subscribers.find('complained@example.org'))?.suppression).toMatchObject({ reason: 'complaint' })
    expect((await store.subscribers.find('a@example.org'))?.suppressionSteps).toMatchObject([
      { action: 'suppressed', source: 'weekly/1' },
      { action: 'lifted', source: 'cli', note: 'our firewall' },
    ])
    expect(await store.deliveries.retry(id, 'failed', at(52))).toBe(2)
  })

  test('a paused edition gives nothing out, and what was claimed before is refused', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei'])
    await store.editions.step(id, 'paused', undefined, at(40))
    expect(await store.deliveries.claimable(id, at(40), 10)).toEqual([])
    expect((await intend(store, ids)).refused).toEqual(new Set(ids))
    await store.editions.step(id, 'sending', undefined, at(41))
    expect((await intend(store, ids)).refused).toEqual(new Set())
    expect((await intend(store, ids)).refused).toEqual(new Set(ids))
  })

  test('what comes back after its edition was cancelled is called off', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei', 'joe'])
    await intend(store, ids)
    await store.editions.step(id, 'cancelled', undefined, at(41))
    await end(store, ids[0] ?? 0, DEFERRED)
    await restart(store, 'resend', 42)
    expect(await store.deliveries.counts(id)).toEqual({ cancelled: 2 })
    expect(await sentTo(store, 'joe')).toMatchObject({ reason: 'edition' })
  })

  test('two holders: the one that slept too long writes nothing', async () => {
    const { store, openAgain } = await newDatabase()
    const other = await openAgain()
    const { id, ids } = await sendingTo(store, ['mei'])
    await intend(store, ids)
    const successor = { name: 'delivery', holder: 'send', fence: 2 }
    expect(await other.leases.acquire('delivery', 'send', at(999), 60_000)).toEqual({ fence: 2 })
    await other.workers.begin(processNamed('send'), 'resend', at(999), successor)
    await expect(end(store, ids[0] ?? 0, ACCEPTED)).rejects.toThrow(LeaseLost)
    await expect(intend(store, ids)).rejects.toThrow(LeaseLost)
    await expect(restart(store, 'resend', 999)).rejects.toThrow(LeaseLost)
    expect(await store.deliveries.counts(id)).toEqual({ uncertain: 1 })
  })

  test('an outcome that is written twice changes nothing the second time', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei'])
    await intend(store, ids)
    await end(store, ids[0] ?? 0, ACCEPTED)
    expect((await end(store, ids[0] ?? 0, DEFERRED)).stray).toEqual(new Set(ids))
    expect(await store.deliveries.counts(id)).toEqual({ accepted: 1 })
  })

  test('what was interrupted goes out at most twice more, then it is held', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei'])
    for (const resends of [1, 2]) {
      await intend(store, ids)
      await restart(store, 'resend', 60)
      const due = await store.deliveries.claimable(id, at(60), 10)
      expect(due).toMatchObject([{ uncertainCount: resends, attempts: resends }])
    }
    await intend(store, ids)
    await restart(store, 'resend', 60)
    expect(await store.deliveries.claimable(id, at(9999), 10)).toEqual([])
    expect(await store.deliveries.counts(id)).toEqual({ uncertain: 1 })
  })

  test('what may have come twice is counted: lost and then taken, or lost twice; not what an operator settled', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['once', 'again', 'refused', 'lost', 'settled'])
    const [, again = 0, refused = 0] = ids
    await intend(store, ids)
    await end(store, ids[0] ?? 0, ACCEPTED)
    await restart(store, 'resend', 42)
    expect(await store.deliveries.comeTwice([id])).toBe(0)
    await intend(store, ids.slice(1), 43)
    await end(store, again, ACCEPTED)
    await end(store, refused, REJECTED)
    expect(await store.deliveries.comeTwice([id])).toBe(1)
    await restart(store, 'hold', 44)
    // Twice nobody knows: either may have come.
    expect(await store.deliveries.comeTwice([id])).toBe(3)
    await store.deliveries.settleHeldUncertain(id, 'rejected', at(45))
    expect(await store.deliveries.comeTwice([id])).toBe(1)
    expect(await store.deliveries.comeTwice([])).toBe(0)
    const records = await Promise.all(['once', 'again'].map((name) => store.subscribers.find(`${name}@example.org`)))
    expect(records.map((record) => record?.deliveries[0]?.mayHaveComeTwice)).toEqual([undefined, true])
  })

  test('held uncertain ones wait for an operator: sent once more, or settled', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei', 'joe'])
    await intend(store, ids)
    await end(store, ids[0] ?? 0, UNCERTAIN)
    await restart(store, 'hold', 42)
    expect(await store.deliveries.nextDue(id)).toEqual(at(45))
    expect(await store.deliveries.retry(id, 'uncertain', at(43))).toBe(1)
    expect((await store.deliveries.claimable(id, at(45), 10)).map((delivery) => delivery.id)).toEqual(ids)
    await intend(store, ids, 46)
    await restart(store, 'hold', 47)
    expect(await store.deliveries.settleHeldUncertain(id, 'accepted', at(48))).toBe(2)
    expect(await store.deliveries.counts(id)).toEqual({ accepted: 2 })
  })

  test('an edition is sent only when nothing of it is open, and goes on by itself when something is opened again', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['full', 'joe'])
    const [full = 0, joe = 0] = ids
    const state = async () => (await store.editions.byId(id))?.state
    await intend(store, ids)
    await end(store, full, { ...REJECTED, suppress: false })
    await end(store, joe, DEFERRED)
    await store.editions.settle(id, at(42))
    expect(await state()).toBe('settling')
    await intend(store, [joe], 46)
    await end(store, joe, ACCEPTED, 46)
    // The operator is a moment earlier than the sender, who counted before.
    expect(await store.deliveries.retry(id, 'failed', at(47))).toBe(1)
    await store.editions.settle(id, at(47))
    expect(await state()).toBe('sending')
    await intend(store, [full], 48)
    await end(store, full, ACCEPTED, 48)
    await store.editions.settle(id, at(48))
    expect(await state()).toBe('sent')
  })

  test('retry leaves a paused edition paused', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['full'])
    await intend(store, ids)
    await end(store, ids[0] ?? 0, { ...REJECTED, suppress: false })
    await store.editions.step(id, 'paused', undefined, at(42))
    expect(await store.deliveries.retry(id, 'failed', at(43))).toBe(1)
    expect((await store.editions.byId(id))?.state).toBe('paused')
  })

  test('retry sends what failed once more from the start, but not to who is suppressed or left', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['full', 'gone', 'left', 'late'])
    const [full = 0, gone = 0, left = 0, late = 0] = ids
    await intend(store, ids)
    await end(store, full, { ...REJECTED, suppress: false })
    await end(store, gone, REJECTED)
    await store.subscribers.suppress('gone@example.org', 'no-such-address', at(41))
    await end(store, left, { ...REJECTED, suppress: false })
    await end(store, late, { state: 'expired', at: at(41), error: 'Timed out' })
    await store.subscribers.remove('left@example.org', undefined, at(42), 'cli')
    expect(await store.deliveries.retry(id, 'failed', at(50))).toBe(2)
    expect(await store.deliveries.stayingOut(id)).toEqual({ suppressed: 1, left: 1 })
    expect(await store.deliveries.claimable(id, at(50), 10)).toMatchObject([
      { address: 'full@example.org', attempts: 0, firstAt: at(50) },
      { address: 'late@example.org', attempts: 0 },
    ])
  })

  test('retry does not send what came by another edition since: nobody gets a post twice', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['full', 'wary'])
    const [full = 0, wary = 0] = ids
    await intend(store, ids)
    await end(store, full, { ...REJECTED, suppress: false })
    await end(store, wary, { ...REJECTED, suppress: false })
    await start(store, editionOf(['lamp']), 45)
    expect(await store.deliveries.retry(id, 'failed', at(50))).toBe(0)
    const next = (await store.deliveries.claimable(2, at(50), 10)).map((delivery) => delivery.id)
    await intend(store, next, 50)
    await end(store, next[0] ?? 0, { ...REJECTED, suppress: false }, 51)
    expect(await store.deliveries.retry(id, 'failed', at(52))).toBe(1)
  })

  test('what was tried through a server is counted, its own trouble is not; a restart knows it', async () => {
    const { store } = await newDatabase()
    // There it is counted before, by leave.
    if (store.handOut.isShared) return notCountedTwice(store)
    const { ids } = await sendingTo(store, ['mei', 'joe', 'ada'])
    expect(await store.servers.past('relay', at(40))).toEqual({ firstUsedAt: undefined, slots: [] })
    await intend(store, ids)
    const [mei = 0, joe = 0, ada = 0] = ids
    await end(store, mei, ACCEPTED)
    await end(store, joe, REJECTED, 47)
    await end(store, ada, { state: 'queued' })
    const past = await store.servers.past('relay', at(50))
    expect(past.firstUsedAt).toBe(at(41).epochMilliseconds)
    expect(past.slots.map(({ count }) => count)).toEqual([1, 1])
    expect(await store.servers.past('other', at(50))).toEqual({ firstUsedAt: undefined, slots: [] })
    const later = await store.servers.past('relay', at(50).add({ hours: 49 }))
    expect(later).toEqual({ firstUsedAt: past.firstUsedAt, slots: [] })
  })

  test('how many settled since a time', async () => {
    const { store } = await newDatabase()
    const { id, ids } = await sendingTo(store, ['mei', 'joe'])
    await intend(store, ids)
    await end(store, ids[0] ?? 0, ACCEPTED)
    await end(store, ids[1] ?? 0, DEFERRED)
    expect(await store.deliveries.settledSince(id, at(40))).toBe(1)
    expect(await store.deliveries.settledSince(id, at(41))).toBe(0)
  })
}

async function notCountedTwice(store: Store): Promise<void> {
  const { ids } = await sendingTo(store, ['mei'])
  await intend(store, ids)
  await end(store, ids[0] ?? 0, ACCEPTED)
  expect(await store.servers.past('relay', at(50))).toEqual({ firstUsedAt: undefined, slots: [] })
}
