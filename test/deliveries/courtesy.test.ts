import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRate } from '../../src/config/rate.ts'
import { isAlarming, isMostlyRefused } from '../../src/deliveries/alarm.ts'
import { nextByWeight, type ServerRule, serversFor } from '../../src/deliveries/choose-server.ts'
import { SLOT_MS, type Slot, slotOf, takeSpaced, waitForCounted, withSlack } from '../../src/deliveries/pace.ts'
import { warmUpRate } from '../../src/deliveries/warm-up.ts'

const NOW = Date.UTC(2026, 10, 24, 9)
const DAY = 86_400_000

describe('a rate', () => {
  test.each([
    ['14/s', { count: 14, seconds: 1 }],
    ['600/min', { count: 600, seconds: 60 }],
    ['1000/h', { count: 1000, seconds: 3600 }],
    ['50000 / day', { count: 50_000, seconds: 86_400 }],
  ])('%s', (text, rate) => expect(parseRate(text)).toEqual(rate))

  test.each(['14', '0/s', '14/second', '-1/s', '1.5/s', ''])('%s is none', (text) =>
    expect(parseRate(text)).toBeUndefined(),
  )
})

describe('even spacing', () => {
  const rate = { count: 10, seconds: 1 }

  test('a message in time goes at once, an early one waits', () => {
    const first = takeSpaced(rate, 0, NOW)
    expect(first).toEqual({ waitMs: 0, dueAt: NOW + 100 })
    expect(takeSpaced(rate, NOW + 25, NOW)).toEqual({ waitMs: 0, dueAt: NOW + 125 })
    expect(takeSpaced(rate, NOW + 200, NOW)).toEqual({ waitMs: 175 })
  })

  test('property: in any stretch of time no more go than the rate allows, and a burst of a fortieth of a second', () => {
    const rates = fc.record({ count: fc.integer({ min: 1, max: 200 }), seconds: fc.constantFrom(1, 60) })
    fc.assert(
      fc.property(rates, fc.array(fc.nat(300), { maxLength: 200 }), (rate, gaps) => {
        let now = NOW
        let dueAt = 0
        const sent: number[] = []
        for (const gap of gaps) {
          now += gap
          const taken = takeSpaced(rate, dueAt, now)
          if (taken.dueAt === undefined) continue
          dueAt = taken.dueAt
          sent.push(now)
        }
        for (const [i, from] of sent.entries()) {
          const elapsed = (sent.at(-1) ?? from) - from
          const allowed = Math.ceil(((elapsed + 25) / 1000) * (rate.count / rate.seconds)) + 1
          expect(sent.length - i).toBeLessThanOrEqual(allowed)
        }
      }),
    )
  })
})

test('property: a stated rate is never exceeded in any stretch of its length, though each message comes up to 20 ms late', () => {
  const late = fc.array(fc.nat(20), { minLength: 10, maxLength: 50 })
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), late, (count, delays) => {
      const rate = withSlack({ count, seconds: 1 })
      let now = NOW
      let dueAt = 0
      const arrivals: number[] = []
      while (arrivals.length < 4 * count) {
        const taken = takeSpaced(rate, dueAt, now)
        if (taken.dueAt === undefined) now += Math.max(1, Math.ceil(taken.waitMs))
        else {
          dueAt = taken.dueAt
          arrivals.push(now + (delays[arrivals.length % delays.length] ?? 0))
        }
      }
      arrivals.sort((a, b) => a - b)
      for (const [i, from] of arrivals.entries())
        expect(arrivals[i + count] ?? from + 1000).toBeGreaterThanOrEqual(from + 1000)
    }),
  )
})

describe('a counted rate', () => {
  const rate = { count: 100, seconds: 86_400 }

  test('is free while less was sent, and else waits until the oldest has left the window', () => {
    expect(waitForCounted(rate, [{ at: NOW - SLOT_MS, count: 99 }], NOW)).toBe(0)
    const slots = [
      { at: NOW - DAY / 2, count: 60 },
      { at: NOW - SLOT_MS, count: 40 },
    ]
    expect(waitForCounted(rate, slots, NOW)).toBe(DAY / 2 + SLOT_MS)
  })

  test('property: after the wait, and not before, one more fits into every window', () => {
    const slot = fc.record({ back: fc.nat(400), count: fc.integer({ min: 1, max: 30 }) })
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 30 }), (rows) => {
        const slots: Slot[] = rows
          .map(({ back, count }) => ({ at: slotOf(NOW) - back * SLOT_MS, count }))
          .sort((a, b) => a.at - b.at)
        const wait = waitForCounted(rate, slots, NOW)
        const used = (at: number) =>
          slots.filter((one) => one.at > at - DAY - SLOT_MS).reduce((sum, { count }) => sum + count, 0)
        expect(used(NOW + wait)).toBeLessThan(rate.count)
        if (wait > 0) expect(used(NOW + wait - 1)).toBeGreaterThanOrEqual(rate.count)
      }),
    )
  })
})

test('a warm-up allows so many on each day since the server was first used, and ends', () => {
  const plan = [200, 500]
  expect(warmUpRate(plan, undefined, NOW)).toEqual({ count: 200, seconds: 86_400 })
  expect(warmUpRate(plan, NOW - DAY, NOW)?.count).toBe(500)
  expect(warmUpRate(plan, NOW - 2 * DAY, NOW)).toBeUndefined()
  expect(warmUpRate([], undefined, NOW)).toBeUndefined()
})

describe('which server', () => {
  const server = (name: string, change: Partial<ServerRule> = {}): ServerRule => ({
    name,
    weight: 1,
    senders: [],
    domains: [],
    ...change,
  })

  test('senders and domains limit what a server is for; one for just this domain comes first', () => {
    const all = server('all')
    const gmail = server('gmail', { domains: ['gmail.com'] })
    const other = server('other', { senders: ['other.example'] })
    const servers = [all, gmail, other]
    expect(serversFor(servers, 'news@lantern.example', 'a@gmail.com')).toEqual([gmail])
    expect(serversFor(servers, 'news@lantern.example', 'a@example.org')).toEqual([all])
    expect(serversFor(servers, 'news@Other.example', 'a@example.org')).toEqual([all, other])
  })

  test('property: by weight, each has its share, give or take one', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(weights, fc.integer({ min: 1, max: 300 }), (list, turns) => {
        const servers = list.map((weight, i) => server(`s${i}`, { weight }))
        const total = list.reduce((a, b) => a + b, 0)
        const credits = new Map<string, number>()
        const had = new Map<string, number>()
        for (let i = 0; i < turns; i++) {
          const name = nextByWeight(servers, credits)?.name ?? ''
          had.set(name, (had.get(name) ?? 0) + 1)
        }
        for (const { name, weight } of servers)
          expect(Math.abs((had.get(name) ?? 0) - (turns * weight) / total)).toBeLessThan(list.length)
      }),
    )
  })
})

test('an edition that is rejected too often alarms, a small one does not', () => {
  expect(isAlarming({ accepted: 90, rejected: 10 }, 0.05)).toBe(true)
  expect(isAlarming({ accepted: 97, rejected: 3 }, 0.05)).toBe(false)
  expect(isAlarming({ accepted: 1, rejected: 48 }, 0.05)).toBe(false)
})

test('where nothing was taken, ten are enough; and at a limit of 1 nothing alarms', () => {
  expect(isAlarming({ accepted: 0, rejected: 9 }, 0.05)).toBe(false)
  expect(isAlarming({ accepted: 0, rejected: 10 }, 0.05)).toBe(true)
  expect(isAlarming({ accepted: 0, rejected: 500 }, 1)).toBe(false)
})

test('a server that refuses more than it takes is more likely at fault than the addresses', () => {
  expect(isMostlyRefused({ accepted: 0, rejected: 0 })).toBe(false)
  expect(isMostlyRefused({ accepted: 0, rejected: 1 })).toBe(true)
  expect(isMostlyRefused({ accepted: 1, rejected: 1 })).toBe(false)
  expect(isMostlyRefused({ accepted: 19, rejected: 21 })).toBe(true)
})
