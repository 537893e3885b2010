import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { ClaimedDelivery, SendingPorts } from '../../../src/actions/delivery/delivery-run.ts'
import { DeliveryServer, type ServerPorts } from '../../../src/actions/delivery/delivery-server.ts'
import { GroupedLedger } from '../../../src/actions/delivery/grouped-ledger.ts'
import { sendAll } from '../../../src/actions/delivery/send-all.ts'
import { evenPace } from '../../../src/actions/delivery/server-pace.ts'
import type { Outcome } from '../../../src/deliveries/ledger.ts'
import type { SendResult } from '../../../src/deliveries/send-result.ts'
import { mailData } from '../../../src/messages/mail-data.ts'

const ACCEPTED: SendResult = { kind: 'accepted', reply: { code: 250, text: 'ok' } }
const DOWN: SendResult = { kind: 'failed', phase: 'connect', error: 'connection refused' }
const NO_SUCH: SendResult = {
  kind: 'refused',
  phase: 'rcpt',
  reply: { code: 550, enhanced: '5.1.1', text: 'no such user' },
}

const tick = () => new Promise<void>((resolve) => setImmediate(resolve))

interface ServerSetup extends Partial<ServerPorts['config']> {
  /** What it answers to the n-th message of all; beyond them it accepts. */
  answer?: (to: string, nth: number) => SendResult
}

interface Setup {
  count: number
  servers?: ServerSetup[]
  cancelled?: Set<number>
  domains?: string[]
  ports?: Partial<SendingPorts<ClaimedDelivery>>
}

/** A ledger in memory that holds the order of things true: an intent before the mail, an outcome before the next. */
function world({ count, servers = [{}], cancelled, domains = ['example.com'], ports: changes }: Setup) {
  const state = new Map<number, string>()
  for (let id = 1; id <= count; id++) state.set(id, 'queued')
  const sent: { id: number; server: string; at: number }[] = []
  const troubles: string[] = []
  let groups = 0
  let now = Temporal.Instant.from('2026-11-24T09:00:00Z')
  const start = now.epochMilliseconds
  const time = {
    clock: () => now,
    sleep: async (milliseconds: number) => {
      now = now.add({ milliseconds: Math.max(1, Math.ceil(milliseconds)) })
      await tick()
    },
  }
  const addressOf = (id: number) => `r${id}@${domains[id % domains.length]}`
  const record = async ({ intents, outcomes }: { intents: number[]; outcomes: Outcome[] }) => {
    groups++
    await tick()
    for (const { deliveryId, step } of outcomes) {
      expect(state.get(deliveryId)).toBe('sending')
      state.set(deliveryId, step.state)
    }
    const refused = new Set(intents.filter((id) => cancelled?.has(id)))
    for (const id of intents) {
      if (!refused.has(id)) expect(state.get(id)).toBe('queued')
      state.set(id, refused.has(id) ? 'cancelled' : 'sending')
    }
    return { refused, stray: new Set<number>() }
  }
  const edition: SendingPorts<ClaimedDelivery> = {
    ...time,
    claimable: async (_now, limit, afterId) => {
      await tick()
      return [...state]
        .filter(([id, value]) => id > afterId && value === 'queued')
        .slice(0, Math.min(limit, 7))
        .map(([id]) => ({ id, address: addressOf(id) }) as ClaimedDelivery)
    },
    ledger: new GroupedLedger({
      gatherMs: 0,
      stop: new AbortController().signal,
      ...time,
      worker: { id: 1 },
      isPassing: () => false,
      onTrouble: () => {},
      onUnforeseen: (error) => {
        throw error
      },
      ledger: { record },
    }),
    servers: servers.map((setup, index) => aServer(setup, index)),
    senderOf: () => 'news@lantern.example',
    domainPaces: new Map(),
    message: async ({ id, address }) => ({
      ...mailData(Buffer.from(String(id))),
      from: 'news@lantern.example',
      to: address,
    }),
    decide: (_delivery, result) => {
      if (result.kind === 'failed') return { state: 'queued', serverTrouble: result.error }
      if (result.kind === 'accepted') return { state: 'accepted', at: now, reply: result.reply }
      if (result.reply.code < 500)
        return { state: 'deferred', at: now, until: now.add({ hours: 1 }), reply: result.reply }
      return { state: 'rejected', at: now, reply: result.reply, suppress: true }
    },
    pauseAbove: 1,
    ...changes,
  }

  function aServer({ answer, ...config }: ServerSetup, index: number): DeliveryServer {
    const name = config.name ?? `server-${index}`
    return new DeliveryServer({
      ...time,
      config: { name, connections: 4, weight: 1, senders: [], domains: [], rates: [], warmUp: [], ...config },
      past: { slots: [] },
      onTrouble: (sentence) => troubles.push(`${name}: ${sentence}`),
      connect: () => ({
        async send(mail) {
          const id = Number(mail.data.toString())
          expect(state.get(id)).toBe('sending')
          const nth = sent.push({ id, server: name, at: now.epochMilliseconds - start })
          await tick()
          return answer?.(mail.to, nth) ?? ACCEPTED
        },
        open: async () => undefined,
        close: async () => {},
      }),
    })
  }

  const run = async (signal = new AbortController().signal) => {
    const delivered = await sendAll(edition, signal)
    expect([...state.values()]).not.toContain('sending')
    return delivered
  }
  const in_ = (wanted: string) => [...state].filter(([, value]) => value === wanted).map(([id]) => id)
  return { run, in: in_, sent, troubles, groups: () => groups }
}

describe('one server', () => {
  test('every delivery is sent once, its intent durable before and its outcome after', async () => {
    const { run, in: in_, sent, groups } = world({ count: 100 })
    expect(await run()).toEqual({ count: 100 })
    expect(new Set(sent.map(({ id }) => id)).size).toBe(100)
    expect(in_('accepted')).toHaveLength(100)
    expect(groups()).toBeLessThan(100)
  })

  test('a delivery cancelled meanwhile is not sent', async () => {
    const { run, in: in_, sent } = world({ count: 10, cancelled: new Set([4, 9]) })
    await run()
    expect(sent.map(({ id }) => id)).not.toContain(4)
    expect(sent).toHaveLength(8)
    expect(in_('cancelled')).toEqual([4, 9])
  })

  test('its own trouble puts the delivery back and makes all its connections wait, one of which is told', async () => {
    const {
      run,
      in: in_,
      troubles,
    } = world({ count: 20, servers: [{ answer: (_to, nth) => (nth <= 4 ? DOWN : ACCEPTED) }] })
    await run()
    expect(troubles).toEqual(['server-0: connection refused'])
    expect(in_('queued')).toHaveLength(4)
    expect(in_('accepted')).toHaveLength(16)
  })

  test('an abort ends each connection after the message it is at', async () => {
    const { run, in: in_ } = world({ count: 100 })
    const abort = new AbortController()
    const running = run(abort.signal)
    for (let i = 0; i < 20; i++) await tick()
    abort.abort()
    await running
    expect(in_('queued').length).toBeGreaterThan(0)
    expect(in_('accepted').length).toBeGreaterThan(0)
  })

  test('an edition that is rejected too often stops, and says so', async () => {
    const answer = (_to: string, nth: number) => (nth % 5 === 0 ? NO_SUCH : ACCEPTED)
    const { run, in: in_ } = world({ count: 500, servers: [{ answer }], ports: { pauseAbove: 0.05 } })
    const { alarm } = await run()
    expect(alarm?.rejected).toBeGreaterThanOrEqual(5)
    expect(in_('queued').length).toBeGreaterThan(400)
  })

  test('where nothing at all is taken, it stops after a few', async () => {
    const { run, in: in_ } = world({ count: 40, servers: [{ answer: () => NO_SUCH }], ports: { pauseAbove: 0.05 } })
    expect((await run()).alarm).toBeDefined()
    expect(in_('queued').length).toBeGreaterThan(20)
  })
})

describe('courtesy', () => {
  test("a server's rate is kept", async () => {
    const { run, sent } = world({ count: 40, servers: [{ rates: [{ count: 10, seconds: 1 }] }] })
    await run()
    expect(sent.at(-1)?.at).toBeGreaterThanOrEqual(3_700)
    for (const { at } of sent) {
      const within = sent.filter((other) => other.at >= at && other.at < at + 1000).length
      expect(within).toBeLessThanOrEqual(12)
    }
  })

  test('an edition that is spread takes its time', async () => {
    const { run, sent } = world({ count: 20, ports: { spread: evenPace({ count: 20, seconds: 60 }) } })
    await run()
    expect(sent.at(-1)?.at).toBeGreaterThan(50_000)
  })

  test('recipients of a domain at its limit wait, and those behind them go first', async () => {
    const {
      run,
      in: in_,
      sent,
    } = world({
      count: 30,
      domains: ['slow.example', 'fast.example'],
      ports: { domainPaces: new Map([['slow.example', evenPace({ count: 1, seconds: 1 })]]) },
    })
    await run()
    expect(in_('accepted')).toHaveLength(30)
    const times = (isSlow: boolean) => sent.filter(({ id }) => (id % 2 === 0) === isSlow).map(({ at }) => at)
    expect(Math.max(...times(false))).toBeLessThan(5_000)
    expect(Math.max(...times(true))).toBeGreaterThanOrEqual(13_000)
  })

  test('one that asks for less again and again is used ever more slowly, and by one connection at last', async () => {
    const busy: SendResult = {
      kind: 'refused',
      phase: 'rcpt',
      reply: { code: 451, enhanced: '4.7.0', text: 'slow down' },
    }
    const { run, in: in_, sent } = world({ count: 60, servers: [{ connections: 2, answer: () => busy }] })
    await run()
    expect(in_('deferred')).toHaveLength(60)
    expect(sent.at(-1)?.at).toBeGreaterThan(60_000)
  })

  test('a server that answers 421 is used by fewer connections for a while', async () => {
    const busy: SendResult = { kind: 'refused', phase: 'mail', reply: { code: 421, text: 'too many' } }
    const { run, sent } = world({
      count: 200,
      servers: [{ connections: 8, answer: (_to, nth) => (nth === 1 ? busy : ACCEPTED) }],
    })
    await run()
    expect(sent).toHaveLength(200)
  })
})

describe('several servers', () => {
  const by = (sent: { server: string }[], name: string) => sent.filter(({ server }) => server === name).length

  test('each gets its share by weight', async () => {
    const { run, sent } = world({ count: 400, servers: [{ weight: 3 }, { weight: 1 }] })
    await run()
    expect(by(sent, 'server-0') / by(sent, 'server-1')).toBeGreaterThan(2)
  })

  test('when one fails the others carry on', async () => {
    const { run, in: in_, sent, troubles } = world({ count: 100, servers: [{ answer: () => DOWN }, {}] })
    for (let passes = 0; passes < 30 && in_('queued').length > 0; passes++) await run()
    expect(in_('accepted')).toHaveLength(100)
    expect(by(sent, 'server-0')).toBeLessThanOrEqual(20)
    expect(troubles[0]).toBe('server-0: connection refused')
  })

  test('one for a domain takes all of that domain and nothing else', async () => {
    const { run, sent } = world({
      count: 60,
      domains: ['gmail.com', 'example.com'],
      servers: [{ domains: ['gmail.com'] }, {}],
    })
    await run()
    for (const { id, server } of sent) expect(server).toBe(id % 2 === 0 ? 'server-0' : 'server-1')
  })
})

test('property: whatever the sizes and servers, nobody is lost and nobody is sent to twice', async () => {
  const servers = fc.array(
    fc.record({ connections: fc.integer({ min: 1, max: 6 }), weight: fc.integer({ min: 1, max: 5 }) }),
    { minLength: 1, maxLength: 3 },
  )
  const troubles = fc.array(fc.boolean(), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(fc.nat(60), servers, troubles, async (count, setups, failures) => {
      const answer = (_to: string, nth: number) => (failures[nth] ? DOWN : ACCEPTED)
      const { run, in: in_, sent } = world({ count, servers: setups.map((setup) => ({ ...setup, answer })) })
      await run()
      expect(in_('accepted').length + in_('queued').length).toBe(count)
      const ids = sent.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 60 },
  )
})
