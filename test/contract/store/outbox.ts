import { expect, test } from 'vitest'
import type { DeliveryStep } from '../../../src/deliveries/delivery.ts'
import type { WorkerLease } from '../../../src/deliveries/worker.ts'
import type { ClaimableMail, NewMail } from '../../../src/outbox/outbox-mail.ts'
import { LeaseLost } from '../../../src/store/leases.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { at, type NewDatabase, processNamed } from './store-world.ts'

const LEASE = { name: 'delivery', holder: 'serve', fence: 1 }
const ACCEPTED: DeliveryStep = { state: 'accepted', at: at(3), reply: { code: 250, text: 'Ok' } }
const DEFERRED: DeliveryStep = { state: 'deferred', at: at(3), until: at(10), reply: { code: 451, text: 'Later' } }
const REJECTED: DeliveryStep = { state: 'rejected', at: at(3), reply: { code: 550, text: 'No' }, suppress: false }

function notice(subject: string, more: Partial<NewMail> = {}): NewMail {
  return { content: { kind: 'notice', subject, text: 'Look.\n' }, address: 'mei@lantern.example', at: at(1), ...more }
}

async function begin(store: Store): Promise<WorkerLease> {
  await store.leases.acquire('delivery', 'serve', at(0), 3_600_000)
  return store.workers.begin(processNamed('serve'), 'hold', at(0), LEASE)
}

async function subjects(store: Store, minutes = 2): Promise<string[]> {
  return (await store.outbox.claimable(at(minutes), 10)).map(subjectOf)
}

function subjectOf({ content }: ClaimableMail): string {
  return content.kind === 'notice' ? content.subject : content.kind
}

/** Claims the first one and says what became of it. */
async function sent(store: Store, worker: WorkerLease, step: DeliveryStep | { state: 'queued' }): Promise<number> {
  const [mail] = await store.outbox.claimable(at(2), 1)
  const id = mail?.id ?? 0
  expect((await store.outbox.record({ intents: [id], outcomes: [] }, worker, at(2))).refused).toEqual(new Set())
  const outcomes = [{ deliveryId: id, step, server: 'relay' }]
  expect((await store.outbox.record({ intents: [], outcomes }, worker, at(3))).stray).toEqual(new Set())
  return id
}

export function outboxContract(newDatabase: NewDatabase): void {
  test('what was put comes with all that it is made of, the oldest first, in pages', async () => {
    const { store } = await newDatabase()
    await store.outbox.put(notice('one', { newsletter: 'weekly' }))
    await store.outbox.put(notice('two'))
    const [first, ...others] = await store.outbox.claimable(at(2), 1)
    expect(first).toEqual({
      id: first?.id,
      handle: expect.stringMatching(/^[A-Za-z0-9_-]{16}$/),
      content: { kind: 'notice', subject: 'one', text: 'Look.\n' },
      address: 'mei@lantern.example',
      newsletter: 'weekly',
      putAt: at(1),
      attempts: 0,
      firstAt: at(2),
      uncertainCount: 0,
    })
    expect(others).toEqual([])
    const rest = await store.outbox.claimable(at(2), 10, first?.id)
    expect(rest.map(subjectOf)).toEqual(['two'])
  })

  test('of two with one unique name, the second is not put', async () => {
    const { store } = await newDatabase()
    expect(await store.outbox.put(notice('one', { unique: 'held weekly/1' }))).toBe(true)
    expect(await store.outbox.put(notice('another', { unique: 'held weekly/1' }))).toBe(false)
    expect(await store.outbox.put(notice('two', { unique: 'held weekly/2' }))).toBe(true)
    expect(await subjects(store)).toEqual(['one', 'two'])
  })

  test('is claimed once, and has its outcome once', async () => {
    const { store } = await newDatabase()
    const worker = await begin(store)
    await store.outbox.put(notice('one'))
    const id = await sent(store, worker, ACCEPTED)
    expect(await subjects(store)).toEqual([])
    const again = await store.outbox.record({ intents: [id], outcomes: [] }, worker, at(4))
    expect(again.refused).toEqual(new Set([id]))
    const outcomes = [{ deliveryId: id, step: REJECTED, server: 'relay' }]
    expect((await store.outbox.record({ intents: [], outcomes }, worker, at(4))).stray).toEqual(new Set([id]))
    expect(await store.outbox.counts()).toEqual([])
  })

  test('a try of unknown end finds what it claimed', async () => {
    const { store } = await newDatabase()
    const worker = await begin(store)
    await store.outbox.put(notice('one'))
    const [mail] = await store.outbox.claimable(at(2), 1)
    const intents = [mail?.id ?? 0]
    await store.outbox.record({ intents, outcomes: [] }, worker, at(2))
    expect((await store.outbox.record({ intents, outcomes: [], isAgain: true }, worker, at(2))).refused).toEqual(
      new Set(),
    )
  })

  test('goes again when a server may take it, and at once where the trouble was the server’s', async () => {
    const { store } = await newDatabase()
    const worker = await begin(store)
    await store.outbox.put(notice('one'))
    await sent(store, worker, DEFERRED)
    expect(await subjects(store, 9)).toEqual([])
    expect(await subjects(store, 10)).toEqual(['one'])
    expect(await store.outbox.counts()).toEqual([{ kind: 'notice', waiting: 1, failed: 0 }])
    await store.outbox.put(notice('two'))
    await sent(store, worker, { state: 'queued' })
    expect(await subjects(store, 4)).toEqual(['two'])
  })

  test('what a worker that is over was sending goes again, whatever the policy for editions, and twice at most', async () => {
    const { store } = await newDatabase()
    let worker = await begin(store)
    await store.outbox.put(notice('one'))
    const shown: string[][] = []
    for (let life = 0; life < 3; life++) {
      const [mail] = await store.outbox.claimable(at(2), 1)
      await store.outbox.record({ intents: [mail?.id ?? 0], outcomes: [] }, worker, at(2))
      worker = await begin(store)
      shown.push(await subjects(store))
    }
    expect(shown).toEqual([['one'], ['one'], []])
  })

  test('a worker that was declared over writes nothing', async () => {
    const { store } = await newDatabase()
    const before = await begin(store)
    await store.outbox.put(notice('one'))
    const [mail] = await store.outbox.claimable(at(2), 1)
    await begin(store)
    const writes = { intents: [mail?.id ?? 0], outcomes: [] }
    await expect(store.outbox.record(writes, before, at(2))).rejects.toThrow(LeaseLost)
    expect(await subjects(store)).toEqual(['one'])
  })

  test('one that cannot be made holds up no other, and counts as no failure of a server', async () => {
    const { store } = await newDatabase()
    await store.outbox.put(notice('one'))
    await store.outbox.put(notice('two'))
    const [mail] = await store.outbox.claimable(at(2), 1)
    await store.outbox.giveUp(mail?.id ?? 0, 'no words for it', at(2))
    expect(await subjects(store)).toEqual(['two'])
  })

  test('to an address that is suppressed nothing more goes', async () => {
    const { store } = await newDatabase()
    await store.outbox.put(notice('one', { address: 'A@example.org', addressKey: 'a@example.org' }))
    await store.outbox.put(notice('two', { address: 'b@example.org', addressKey: 'b@example.org' }))
    await store.subscribers.suppress('a@example.org', 'operator', at(2))
    expect(await subjects(store)).toEqual(['two'])
  })

  test('what came to its end is counted where it failed, and forgotten in time', async () => {
    const { store } = await newDatabase()
    const worker = await begin(store)
    for (const subject of ['one', 'two', 'three']) await store.outbox.put(notice(subject))
    await sent(store, worker, ACCEPTED)
    await sent(store, worker, REJECTED)
    expect(await store.outbox.counts()).toEqual([{ kind: 'notice', waiting: 1, failed: 1 }])
    expect(await store.outbox.forget(at(3))).toBe(0)
    expect(await store.outbox.forget(at(4))).toBe(2)
    expect(await subjects(store)).toEqual(['three'])
  })
}
