import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LastSecondCount } from '../../src/deliveries/last-second.ts'
import { FULL_SPEED, SLOWEST, slower, speedAt } from '../../src/deliveries/server-speed.ts'

const NOW = Date.UTC(2026, 10, 24, 9)

test('after a complaint a server is used a little slower than it accepted in the last second, after a pause', () => {
  expect(slower(FULL_SPEED, { tried: 200, accepted: 10 }, NOW)).toEqual({
    perSecond: 8,
    pausedUntil: NOW + 1000,
    changedAt: NOW,
    inARow: 1,
  })
})

test('where it accepted nothing: half as fast as it was tried, and after a pause that doubles', () => {
  const first = slower(FULL_SPEED, { tried: 10, accepted: 0 }, NOW)
  const second = slower(first, { tried: 1, accepted: 0 }, NOW + 2000)
  expect([first.perSecond, second.perSecond]).toEqual([5, 0.5])
  expect(second.pausedUntil).toBe(NOW + 4000)
})

test('without complaint it is tried ever faster, up to full speed', () => {
  const slow = slower(FULL_SPEED, { tried: 200, accepted: 10 }, NOW)
  expect(speedAt(slow, NOW + 15_999).perSecond).toBe(8)
  expect(speedAt(slow, NOW + 16_000).perSecond).toBe(10)
  expect(speedAt(slow, NOW + 20 * 60_000).perSecond).toBe(Number.POSITIVE_INFINITY)
})

test('property: it stays between the slowest and full, pauses for no more than a minute, and comes back by itself', () => {
  const complaint = fc.record({ gap: fc.nat(100_000), tried: fc.nat(300), accepted: fc.nat(300) })
  fc.assert(
    fc.property(fc.array(complaint, { maxLength: 50 }), (complaints) => {
      let speed = FULL_SPEED
      let now = NOW
      for (const { gap, ...lastSecond } of complaints) {
        now += gap
        speed = slower(speed, lastSecond, now)
        expect(speed.perSecond).toBeGreaterThanOrEqual(SLOWEST)
        expect(speed.pausedUntil - now).toBeLessThanOrEqual(60_000)
      }
      expect(speedAt(speed, now + 20 * 60_000).perSecond).toBe(Number.POSITIVE_INFINITY)
    }),
  )
})

test('property: the count of the last second is that of the last nine tenths to a second', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(400), { maxLength: 100 }), (gaps) => {
      const count = new LastSecondCount()
      const times: number[] = []
      let now = NOW
      for (const gap of gaps) {
        now += gap
        times.push(now)
        count.tried(now)
      }
      const { tried, accepted } = count.at(now)
      expect(accepted).toBe(0)
      expect(tried).toBeGreaterThanOrEqual(times.filter((at) => at > now - 900).length)
      expect(tried).toBeLessThanOrEqual(times.filter((at) => at > now - 1000).length)
    }),
  )
})

test('a clock that is set back makes no pause longer, and a server not slow for as long', () => {
  const complained = slower(FULL_SPEED, { tried: 20, accepted: 10 }, 600_000)
  expect(speedAt(complained, 600_500).pausedUntil).toBe(601_000)
  const setBack = speedAt(complained, 16_000)
  expect(setBack).toMatchObject({ perSecond: 8, pausedUntil: 16_000, changedAt: 16_000 })
  expect(speedAt(setBack, 31_000).perSecond).toBe(10)
})
