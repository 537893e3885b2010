import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeliveryState } from '../../../src/deliveries/delivery.ts'
import { editionProgress } from '../../../src/deliveries/edition-progress.ts'
import type { Outcome } from '../../../src/deliveries/ledger.ts'
import { nextStep } from '../../../src/deliveries/next-step.ts'
import type { SendResult } from '../../../src/deliveries/send-result.ts'
import type { WorkerLease } from '../../../src/deliveries/worker.ts'
import type { ClaimableDelivery } from '../../../src/store/claim-deliveries.ts'
import { LeaseLost } from '../../../src/store/leases.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { at, editionOf, join, processNamed, seeFresh, start } from './store-world.ts'

/**
 * Random lives of an edition: connections that begin and end messages, servers that answer anything, crashes, holders
 * that wake up late, people who leave, operators who pause, cancel and retry. The server's own log is held against the
 * ledger: nobody is lost, nobody gets two but for what was uncertain, and nobody who left gets one that began later.
 */
const PEOPLE = ['ada', 'ben', 'cho', 'dov', 'eve', 'fay']

const RESULTS: Record<string, { result: SendResult; takes: boolean }> = {
  accepted: { result: { kind: 'accepted', reply: { code: 250, text: 'ok' } }, takes: true },
  'no such address': { result: refused(550, '5.1.1'), takes: false },
  policy: { result: refused(554, '5.7.1'), takes: false },
  'later, please': { result: refused(451, '4.3.0'), takes: false },
  'too many connections': {
    result: { kind: 'refused', phase: 'connect', reply: { code: 421, text: 'busy' } },
    takes: false,
  },
  'cut before the dot': { result: { kind: 'failed', phase: 'data', error: 'cut' }, takes: false },
  'cut after the dot, taken': { result: { kind: 'failed', phase: 'final-dot', error: 'cut' }, takes: true },
  'cut after the dot, not taken': { result: { kind: 'failed', phase: 'final-dot', error: 'cut' }, takes: false },
  down: { result: { kind: 'failed', phase: 'connect', error: 'refused' }, takes: false },
}

function refused(code: number, enhanced: string): SendResult {
  return { kind: 'refused', phase: 'rcpt', reply: { code, enhanced, text: 'no' } }
}

type Command =
  | { do: 'begin'; count: number }
  | { do: 'end'; which: number; how: string }
  | { do: 'crash'; took: boolean[] }
  | { do: 'leave' | 'suppress'; who: number }
  | { do: 'pause' | 'resume' | 'cancel' | 'settle' | 'zombie' }
  | { do: 'retry'; what: 'failed' | 'uncertain' }
  | { do: 'wait'; minutes: number }

const person = fc.nat(PEOPLE.length - 1)
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('begin' as const), count: fc.integer({ min: 1, max: 3 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      which: fc.nat(3),
      how: fc.constantFrom(...Object.keys(RESULTS)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      took: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'suppress' as const), who: person }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'resume' as const, 'settle' as const, 'zombie' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('retry' as const),
      what: fc.constantFrom('failed' as const, 'uncertain' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 600 }) }) },
)
const lives = fc.record({
  commands: fc.array(command, { maxLength: 60 }),
  policy: fc.constantFrom('resend' as const, 'hold' as const),
  cancelled: fc.boolean(),
})

/** @param open a store of an empty database, that is closed here */
export function ledgerModelContract(open: () => Promise<Store>, numRuns: number): void {
  test('property: nobody is lost, nobody gets two but for what was uncertain, `sent` means that all is over', async () => {
    await fc.assert(
      fc.asyncProperty(lives, async ({ commands, policy, cancelled }) => {
        const world = await newWorld(await open(), policy)
        try {
          for (const each of commands) await world.run(each)
          if (cancelled) await world.run({ do: 'cancel' })
          await world.finish()
          await world.check()
        } finally {
          await world.close()
        }
      }),
      { numRuns },
    )
  })
}

async function newWorld(store: Store, policy: 'resend' | 'hold') {
  await store.newsletters.ensure('weekly', at(0), [])
  const handles = new Map<string, string>()
  for (const name of PEOPLE) handles.set(name, await join(store, name))
  await seeFresh(store, ['lamp'], 10)
  const edition = await start(store, editionOf(['lamp']))
  return new World(store, edition, handles, policy)
}

class World {
  now = at(31)
  /** How often the server took each person's mail. */
  readonly taken = new Map<string, number>()
  /** How often nobody could know. */
  readonly doubts = new Map<string, number>()
  readonly gone = new Set<string>()
  readonly store: Store
  readonly edition: number
  readonly handles: Map<string, string>
  readonly policy: 'resend' | 'hold'
  inFlight: ClaimableDelivery[] = []
  holder = 0
  lease = { name: 'delivery', holder: '', fence: 0 }
  worker: WorkerLease = { id: 0 }
  oldWorker: WorkerLease | undefined

  constructor(store: Store, edition: number, handles: Map<string, string>, policy: 'resend' | 'hold') {
    this.store = store
    this.edition = edition
    this.handles = handles
    this.policy = policy
  }

  async run(command: Command): Promise<void> {
    if (this.lease.fence === 0) await this.takeLease()
    switch (command.do) {
      case 'begin':
        return this.begin(command.count)
      case 'end':
        return this.end(command.which, command.how)
      case 'crash':
        return this.crash(command.took)
      case 'zombie':
        return this.zombie()
      case 'leave':
        return this.leave(command.who)
      case 'suppress':
        return this.suppress(command.who)
      case 'retry':
        return this.retry(command.what)
      case 'settle':
        return this.settle()
      case 'wait':
        this.now = this.now.add({ minutes: command.minutes })
        return
      default:
        await this.store.editions.step(this.edition, STEPS[command.do], undefined, this.now)
    }
  }

  private async takeLease(): Promise<void> {
    this.now = this.now.add({ minutes: 1 })
    const holder = `holder-${++this.holder}`
    const answer = await this.store.leases.acquire('delivery', holder, this.now, 30_000)
    if (!('fence' in answer)) throw new Error('the lease had run out')
    this.lease = { name: 'delivery', holder, fence: answer.fence }
    this.worker = await this.store.workers.begin(processNamed(holder), this.policy, this.now, this.lease)
  }

  private async begin(count: number): Promise<void> {
    const rows = await this.store.deliveries.claimable(this.edition, this.now, count)
    const fresh = rows.filter(({ id }) => !this.inFlight.some((other) => other.id === id))
    const { refused } = await this.record(
      [],
      fresh.map(({ id }) => id),
    )
    const begun = fresh.filter(({ id }) => !refused.has(id))
    for (const { address } of begun) expect(this.gone.has(nameOf(address))).toBe(false)
    this.inFlight.push(...begun)
  }

  private async end(which: number, how: string): Promise<void> {
    const [delivery] = this.inFlight.splice(which % Math.max(1, this.inFlight.length), 1)
    const what = RESULTS[how]
    if (!delivery || !what) return
    const step = nextStep(what.result, delivery, { uncertain: this.policy }, this.now, 0.5)
    if (what.takes) count(this.taken, nameOf(delivery.address))
    if (step.state === 'uncertain') count(this.doubts, nameOf(delivery.address))
    await this.record([{ deliveryId: delivery.id, step, server: 'relay' }], [])
  }

  /** Kill -9: whatever was in flight may have been taken, and nobody wrote it down. */
  private async crash(took: boolean[]): Promise<void> {
    for (const [index, { address }] of this.inFlight.entries()) {
      count(this.doubts, nameOf(address))
      if (took[index % took.length]) count(this.taken, nameOf(address))
    }
    this.inFlight = []
    this.oldWorker = this.worker
    this.now = this.now.add({ minutes: 1 })
    await this.takeLease()
  }

  /** A holder that was stopped for an hour wakes up: it must not record over its successor. */
  private async zombie(): Promise<void> {
    if (!this.oldWorker) return
    const writes = { intents: [1], outcomes: [] }
    await expect(this.store.deliveries.record(writes, this.oldWorker, this.now)).rejects.toThrow(LeaseLost)
  }

  private async leave(who: number): Promise<void> {
    const name = PEOPLE[who] ?? ''
    this.gone.add(name)
    await this.store.subscribers.unsubscribe(this.handles.get(name) ?? '', this.now, 'web')
  }

  private async suppress(who: number): Promise<void> {
    const name = PEOPLE[who] ?? ''
    this.gone.add(name)
    await this.store.subscribers.suppress(`${name}@example.org`, 'operator', this.now)
  }

  private async retry(what: 'failed' | 'uncertain'): Promise<void> {
    if ((await this.store.deliveries.retry(this.edition, what, this.now)) > 0)
      await this.store.editions.step(this.edition, 'sending', undefined, this.now)
  }

  private async settle(): Promise<void> {
    const { stage, open } = editionProgress(await this.store.deliveries.counts(this.edition))
    const { state } = (await this.store.editions.byId(this.edition)) ?? {}
    if ((state !== 'sending' && state !== 'settling') || stage === state) return
    await this.store.editions.step(this.edition, stage, undefined, this.now)
    if (stage === 'sent') expect(open).toBe(0)
  }

  private record(outcomes: Outcome[], intents: number[]) {
    return this.store.deliveries.record({ outcomes, intents }, this.worker, this.now)
  }

  /** All servers are well, all operators kind: what is open comes to its end. */
  async finish(): Promise<void> {
    if (this.lease.fence === 0) await this.takeLease()
    await this.store.editions.step(this.edition, 'sending', undefined, this.now)
    for (let rounds = 0; rounds < 20; rounds++) {
      while (this.inFlight.length > 0) await this.end(0, 'accepted')
      await this.begin(10)
      this.now = this.now.add({ hours: 8 })
    }
    await this.settle()
  }

  async check(): Promise<void> {
    const counts = await this.store.deliveries.counts(this.edition)
    const edition = await this.store.editions.byId(this.edition)
    const total = Object.values(counts).reduce((sum, number) => sum + number, 0)
    expect(total).toBe(PEOPLE.length)
    expect(edition?.candidateCount).toBe(PEOPLE.length)
    for (const name of PEOPLE) {
      const state = await this.stateOf(name)
      const taken = this.taken.get(name) ?? 0
      const doubts = this.doubts.get(name) ?? 0
      expect(taken, `${name} got ${taken}`).toBeLessThanOrEqual(1 + doubts)
      if (state === 'accepted') expect(taken).toBeGreaterThan(0)
      const mayBeOpen = state === 'uncertain'
      const isOver = ['accepted', 'rejected', 'expired', 'cancelled'].includes(state)
      expect(isOver || mayBeOpen, `${name} is ${state}`).toBe(true)
      if (state === 'cancelled') expect(this.gone.has(name) || edition?.state === 'cancelled').toBe(true)
    }
    if (edition?.state === 'sent') expect(counts.uncertain ?? 0).toBe(0)
  }

  private async stateOf(name: string): Promise<DeliveryState> {
    const record = await this.store.subscribers.find(`${name}@example.org`)
    const [delivery] = record?.deliveries ?? []
    if (!delivery) throw new Error(`${name} was lost`)
    return delivery.state
  }

  close(): Promise<void> {
    return this.store.close()
  }
}

const STEPS = { pause: 'paused', resume: 'sending', cancel: 'cancelled' } as const

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1)
}

function nameOf(address: string): string {
  return address.split('@')[0] ?? ''
}
