import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import {
  type ClaimedDelivery,
  deliverEdition,
  type EditionDeliveryPorts,
} from '../../../src/actions/delivery/deliver-edition.ts'
import { GroupedLedger, type Outcome } from '../../../src/actions/delivery/grouped-ledger.ts'
import { ServerHealth } from '../../../src/actions/delivery/server-health.ts'
import type { SendResult } from '../../../src/deliveries/send-result.ts'

const LEASE = { name: 'delivery', holder: 'a', fence: 1 }
const tick = () => new Promise<void>((resolve) => setImmediate(resolve))

/** A ledger in memory that holds the order of things true: an intent before the mail, an outcome before the next. */
function world(options: { count: number; connections: number; cancelled?: Set<number>; results?: SendResult[] }) {
  const state = new Map<number, string>()
  for (let id = 1; id <= options.count; id++) state.set(id, 'queued')
  const sent: number[] = []
  let groups = 0
  let now = Temporal.Instant.from('2026-11-24T09:00:00Z')
  const troubles: string[] = []
  const ports = {
    clock: () => now,
    sleep: async (milliseconds: number) => {
      now = now.add({ milliseconds })
      await tick()
    },
    onTrouble: (sentence: string) => troubles.push(sentence),
  }
  const health = new ServerHealth(ports)
  const ledger = new GroupedLedger({
    ...ports,
    lease: LEASE,
    isPassing: () => false,
    ledger: {
      async record({ intents, outcomes }: { intents: number[]; outcomes: Outcome[] }) {
        groups++
        await tick()
        for (const { deliveryId, step } of outcomes) {
          expect(state.get(deliveryId)).toBe('sending')
          state.set(deliveryId, step.state)
        }
        const refused = new Set(intents.filter((id) => options.cancelled?.has(id)))
        for (const id of intents) {
          if (!refused.has(id)) expect(state.get(id)).toBe('queued')
          state.set(id, refused.has(id) ? 'cancelled' : 'sending')
        }
        return { refused }
      },
    },
  })
  const edition: EditionDeliveryPorts = {
    claimable: async (_now, limit, afterId) => {
      await tick()
      return [...state]
        .filter(([id, value]) => id > afterId && value === 'queued')
        .slice(0, Math.min(limit, 7))
        .map(([id]) => ({ id }) as ClaimedDelivery)
    },
    ledger,
    health,
    server: {
      name: 'relay',
      connections: options.connections,
      connect: () => ({
        async send(mail) {
          const id = Number(mail.to)
          expect(state.get(id)).toBe('sending')
          sent.push(id)
          await tick()
          return options.results?.shift() ?? { kind: 'accepted', reply: { code: 250, text: 'ok' } }
        },
        close: async () => {},
      }),
    },
    message: async (delivery) => ({ from: 'news@lantern.example', to: String(delivery.id), bytes: Buffer.alloc(0) }),
    decide: (_delivery, result) =>
      result.kind === 'failed'
        ? { state: 'queued', serverTrouble: result.error }
        : { state: 'accepted', at: now, reply: result.reply },
    clock: ports.clock,
  }
  return { edition, state, sent, troubles, groups: () => groups }
}

test('every delivery is sent once, its intent durable before and its outcome after', async () => {
  const { edition, state, sent, groups } = world({ count: 100, connections: 5 })
  expect(await deliverEdition(edition, new AbortController().signal)).toBe(100)
  expect(new Set(sent).size).toBe(100)
  expect([...state.values()].every((value) => value === 'accepted')).toBe(true)
  expect(groups()).toBeLessThan(100)
})

test('a delivery cancelled meanwhile is not sent', async () => {
  const { edition, state, sent } = world({ count: 10, connections: 3, cancelled: new Set([4, 9]) })
  await deliverEdition(edition, new AbortController().signal)
  expect(sent).not.toContain(4)
  expect(sent).toHaveLength(8)
  expect(state.get(9)).toBe('cancelled')
})

test("a server's own trouble puts the delivery back and makes all connections wait", async () => {
  const down: SendResult = { kind: 'failed', phase: 'connect', error: 'connection refused' }
  const { edition, state, sent, troubles } = world({ count: 20, connections: 4, results: [down, down, down, down] })
  await deliverEdition(edition, new AbortController().signal)
  expect(troubles).toEqual(['connection refused'])
  const back = [...state.values()].filter((value) => value === 'queued').length
  expect(back).toBe(4)
  expect(sent).toHaveLength(20)
})

test('an abort ends each connection after the message it is at', async () => {
  const { edition, state } = world({ count: 100, connections: 2 })
  const abort = new AbortController()
  const running = deliverEdition(edition, abort.signal)
  for (let i = 0; i < 20; i++) await tick()
  abort.abort()
  await running
  const values = [...state.values()]
  expect(values).not.toContain('sending')
  expect(values).toContain('queued')
})

test('property: whatever the sizes, nobody is lost and nobody is sent to twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 12 }), async (count, connections) => {
      const { edition, state, sent } = world({ count, connections })
      await deliverEdition(edition, new AbortController().signal)
      expect(sent.sort((a, b) => a - b)).toEqual([...state.keys()])
    }),
    { numRuns: 40 },
  )
})
