import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ClaimedDelivery } from '../../../src/actions/delivery/delivery-run.ts'
import { DeliveryServer, type ServerPorts } from '../../../src/actions/delivery/delivery-server.ts'
import { GroupedLedger } from '../../../src/actions/delivery/grouped-ledger.ts'
import { sendAll } from '../../../src/actions/delivery/send-all.ts'
import { remembered } from '../../../src/deliveries/connection-limit.ts'
import type { Outcome } from '../../../src/deliveries/ledger.ts'
import { nextStep } from '../../../src/deliveries/next-step.ts'
import type { ServerPast } from '../../../src/deliveries/server-past.ts'
import { mailData } from '../../../src/messages/mail-data.ts'
import { type ModelOptions, ModelServer, type Refusal } from './model-server.ts'
import { SimulatedTime } from './simulated-time.ts'

interface Setup extends ModelOptions {
  config?: Partial<ServerPorts['config']>
  past?: Partial<ServerPast>
}

/** Editions, each to so many people, by servers of such kinds; a delivery that is deferred comes back when it is due. */
function world(servers: Setup[], editions: number[]) {
  const time = new SimulatedTime()
  const troubles: string[] = []
  const limits: (number | undefined)[] = []
  const models = servers.map((setup) => new ModelServer(time, setup))
  const used = servers.map(
    ({ config, past }, i) =>
      new DeliveryServer({
        ...time,
        config: {
          name: `server-${i}`,
          connections: 10,
          weight: 1,
          senders: [],
          domains: [],
          rates: [],
          warmUp: [],
          ...config,
        },
        past: { slots: [], ...past },
        connect: () => (models[i] as ModelServer).connect(),
        onTrouble: (sentence) => troubles.push(sentence),
        onLimit: (possible) => limits.push(possible),
      }),
  )
  const stop = new AbortController()
  let sending = 0
  let mostSending = 0
  const edition = async (count: number, name: string, leavesRoom = false) => {
    const rows = new Map<number, { state: string; due: number; attempts: number }>()
    for (let id = 1; id <= count; id++) rows.set(id, { state: 'queued', due: 0, attempts: 0 })
    const record = async ({ intents, outcomes }: { intents: number[]; outcomes: Outcome[] }) => {
      for (const { deliveryId, step } of outcomes) {
        const row = rows.get(deliveryId)
        if (row?.state !== 'sending') throw new Error('an outcome without an intent')
        sending--
        row.state = step.state
        if (step.state === 'deferred') {
          row.attempts++
          row.due = step.until.epochMilliseconds
        }
      }
      for (const id of intents) {
        const row = rows.get(id)
        if (!row || (row.state !== 'queued' && row.state !== 'deferred')) throw new Error('sent twice')
        row.state = 'sending'
        sending++
      }
      mostSending = Math.max(mostSending, sending)
      return { refused: new Set<number>(), stray: new Set<number>() }
    }
    const open = () => [...rows.values()].some(({ state }) => state !== 'accepted')
    while (open()) {
      await sendAll(
        {
          clock: time.clock,
          sleep: time.sleep,
          servers: used,
          senderOf: () => 'news@lantern.example',
          domainPaces: new Map(),
          pauseAbove: 1,
          leavesRoom,
          claimable: async (now, limit, afterId) =>
            [...rows]
              .filter(([id, row]) => id > afterId && isDue(row, now.epochMilliseconds))
              .slice(0, limit)
              .map(([id, row]) => ({ id, address: `${name}-${id}@example.org`, ...row }) as unknown as ClaimedDelivery),
          ledger: new GroupedLedger({
            gatherMs: 0,
            stop: new AbortController().signal,
            clock: time.clock,
            sleep: time.sleep,
            worker: { id: 1 },
            isPassing: () => false,
            onTrouble: () => {},
            onUnforeseen: (error) => {
              throw error
            },
            ledger: { record },
          }),
          message: async ({ address }) => ({
            ...mailData(Buffer.from('x\r\n')),
            from: 'news@lantern.example',
            to: address,
          }),
          decide: (delivery, result, throttled) =>
            nextStep(
              result,
              { ...delivery, firstAt: time.clock(), uncertainCount: 0 },
              { uncertain: 'resend' },
              time.clock(),
              0,
              throttled,
            ),
        },
        stop.signal,
      )
      if (stop.signal.aborted) return time.elapsed
      if (open()) await time.sleep(500)
    }
    return time.elapsed
  }
  return {
    models,
    troubles,
    limits,
    mostSending: () => mostSending,
    time,
    stop,
    edition,
    /** When each edition was done, in simulated milliseconds. */
    run: (limit: number) => time.until(Promise.all(editions.map((count, i) => edition(count, `e${i}`))), limit),
  }
}

function isDue({ state, due }: { state: string; due: number }, now: number): boolean {
  return state === 'queued' || (state === 'deferred' && due <= now)
}

const REFUSALS: Refusal[] = [
  { phase: 'connect', reply: '421 4.7.0 Too many concurrent SMTP connections' },
  { phase: 'connect', reply: '554 No more from you' },
  { phase: 'connect', reply: '450 later' },
  { phase: 'connect', reply: 'hangs up' },
  { phase: 'tls', reply: 'hangs up' },
  { phase: 'login', reply: '454 4.7.0 Too many login attempts' },
  { phase: 'login', reply: '535 5.7.8 no' },
  { phase: 'mail', reply: '421 Too many sessions for this account' },
  { phase: 'mail', reply: '450 4.3.2 Not now' },
  { phase: 'mail', reply: '554 Too many connections' },
  { phase: 'mail', reply: 'hangs up' },
  { phase: 'rcpt', reply: '421 4.3.2 closing' },
  { phase: 'rcpt', reply: '450 4.7.1 Too many connections from 192.0.2.1' },
  { phase: 'final-dot', reply: '452 4.3.2 Connection limit exceeded' },
  'silence',
]
const refusalName = (refusal: Refusal) => (refusal === 'silence' ? refusal : `${refusal.reply} at ${refusal.phase}`)

describe('a server that takes fewer connections than are configured', () => {
  test.each(REFUSALS.map((refusal) => [refusalName(refusal), refusal] as const))(
    'one, and says to others: %s: 200 mails take as long as on one connection',
    async (_name, refusal) => {
      const { run, models, troubles, mostSending } = world([{ limit: 1, refusal }], [200])
      const [took] = await run(600_000)
      expect(took).toBeLessThan(200 * 50 + 3_000)
      expect(new Set(models[0]?.taken).size).toBe(200)
      expect(models[0]?.taken).toHaveLength(200)
      expect(troubles).toEqual([])
      expect(mostSending()).toBeLessThanOrEqual(10)
    },
  )

  test('is remembered, tried with one more after a while, and used in full when it takes all', async () => {
    const { run, models, limits, time } = world([{ limit: 3, refusal: REFUSALS[0] as Refusal }], [9000])
    const done = run(600_000)
    const [model] = models as [ModelServer]
    await time.sleep(20_000)
    expect([limits, model.mostOpen, model.refusals]).toEqual([[3], 3, expect.any(Number)])
    model.options.limit = 10
    await done
    expect(limits).toEqual([3, 4, 5, 6, 7, 8, 9, undefined])
    expect(model.mostOpen).toBe(10)
  })

  test('a run that begins with what was remembered asks for no more, or for one more after a while', async () => {
    const limit = (age: number) => remembered(2, new SimulatedTime().clock().epochMilliseconds - age)
    const young = world([{ limit: 2, refusal: REFUSALS[0] as Refusal, past: { limit: limit(1_000) } }], [100])
    await young.run(60_000)
    expect(young.models[0]?.refusals).toBe(0)
    const old = world([{ limit: 2, refusal: REFUSALS[0] as Refusal, past: { limit: limit(3_600_000) } }], [100])
    await old.run(60_000)
    expect(old.models[0]?.refusals).toBe(1)
  })

  test('is shared by editions: none waits for the end of another', async () => {
    const { run } = world([{ limit: 1, refusal: REFUSALS[0] as Refusal }], [400, 40])
    const [long = 0, short = 0] = await run(600_000)
    expect(short).toBeLessThan(8_000)
    expect(long).toBeLessThan(440 * 50 + 6_000)
  })

  test('a server that dies with all its connections is no such server', async () => {
    const { run, models, limits, time, troubles } = world([{}], [2000])
    const [model] = models as [ModelServer]
    const done = run(600_000)
    await time.sleep(2_000)
    Object.assign(model.options, { limit: 0, refusal: { phase: 'connect', reply: 'hangs up' } })
    model.cutAll()
    await time.sleep(10_000)
    expect(troubles.length).toBeGreaterThan(0)
    model.options.limit = 10
    await done
    expect(limits).toEqual([])
  })

  test('property: whatever the limits and refusals, all mails go through in bounded time', async () => {
    const server = fc.record({
      limit: fc.integer({ min: 1, max: 12 }),
      refusal: fc.constantFrom(...REFUSALS),
      takes: fc.constantFrom(1, 50, 500),
      greetsAfter: fc.constantFrom(1, 200, 35_000),
    })
    const editions = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(server, { minLength: 1, maxLength: 2 }), editions, async (servers, counts) => {
        const { run, models, mostSending } = world(servers, counts)
        const total = counts.reduce((a, b) => a + b, 0)
        const slowest = Math.max(...servers.map(({ takes, greetsAfter }) => greetsAfter + total * takes))
        await run(slowest + 120_000)
        const taken = models.flatMap((model) => model.taken)
        expect(taken).toHaveLength(total)
        expect(new Set(taken).size).toBe(total)
        expect(mostSending()).toBeLessThanOrEqual(10 * servers.length * counts.length)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a server that takes only so much', () => {
  test.each([
    ['454 Throttling failure: Maximum sending rate exceeded.', 5, 200],
    ['432 4.3.2 too much', 5, 200],
    ['451 4.7.1 Try again later', 5, 200],
    ['450 4.0.0 no', 5, 200],
    ['554 5.7.1 Sending rate limit exceeded', 14, 2000],
    ['454 Throttling failure: Maximum sending rate exceeded.', 14, 2000],
  ])('%s above %d a second: all go, without many refusals', async (throttle, perSecond, count) => {
    const { run, models } = world([{ perSecond, throttle, takes: 5 }], [count])
    const [took = 0] = await run(3_600_000)
    expect(models[0]?.taken).toHaveLength(count)
    expect(took / 1000).toBeLessThan((2 * count) / perSecond + 150)
    expect(models[0]?.refusals).toBeLessThan(count / 10 + 20)
  })

  test('432 4.3.2 Concurrent connections limit exceeded, above three messages at once', async () => {
    const throttle = '432 4.3.2 Concurrent connections limit exceeded'
    const { run, models, limits } = world([{ atOnce: 3, throttle, takes: 500 }], [300])
    const [took = 0] = await run(600_000)
    expect(models[0]?.taken).toHaveLength(300)
    expect(took).toBeLessThan(75_000)
    expect(limits[0]).toBe(3)
  })

  test('14 a second, and the rate is stated: it never has to say so', async () => {
    const { run, models } = world([{ perSecond: 14, takes: 30, config: { rates: [{ count: 14, seconds: 1 }] } }], [600])
    const [took = 0] = await run(600_000)
    expect(models[0]?.refusals).toBe(0)
    expect(took).toBeLessThan((600 / 14) * 1000 * 1.1)
  })
})

test('a server that takes five minutes to greet is waited for, and stopping does not wait for it', async () => {
  const { run, models } = world([{ greetsAfter: 295_000 }], [5])
  await run(400_000)
  expect(models[0]?.taken).toHaveLength(5)

  const stopped = world([{ greetsAfter: 295_000 }], [5])
  const [[took]] = await Promise.all([
    stopped.run(400_000),
    stopped.time.sleep(10_000).then(() => stopped.stop.abort()),
  ])
  expect(took).toBeLessThan(10_300)
})

test('single mails that come again and again beside an edition leave it nearly all connections: none waits idle', async () => {
  const [alone = 0] = await world([{ takes: 50 }], [3_000]).run(60_000)
  const { time, edition } = world([{ takes: 50 }], [])
  let isOver = false
  const sent = edition(3_000, 'edition').then((elapsed) => {
    isOver = true
    return elapsed
  })
  let longest = 0
  const singly = async () => {
    for (let number = 1; !isOver; number++) {
      await time.sleep(100)
      const asked = time.elapsed
      await edition(1, `mail-${number}`, true)
      longest = Math.max(longest, time.elapsed - asked)
    }
  }
  await time.until(Promise.all([sent, singly()]), 60_000)
  expect(await sent).toBeLessThan(alone * 1.1)
  expect(longest).toBeLessThan(1_000)
})
