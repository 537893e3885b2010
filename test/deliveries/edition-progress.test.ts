import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { DELIVERY_STATES } from '../../src/deliveries/delivery.ts'
import { isOpen } from '../../src/deliveries/delivery-states.ts'
import { editionProgress, pace } from '../../src/deliveries/edition-progress.ts'

const at = (second: number) => Temporal.Instant.fromEpochMilliseconds(second * 1000)

test.each([
  [{}, 'sent'],
  [{ accepted: 9, rejected: 1 }, 'sent'],
  [{ accepted: 9, queued: 1 }, 'sending'],
  [{ accepted: 9, sending: 1 }, 'sending'],
  [{ accepted: 9, deferred: 1 }, 'settling'],
  [{ accepted: 9, uncertain: 1 }, 'settling'],
  [{ deferred: 9, queued: 1 }, 'sending'],
] as const)('%j is %s', (counts, stage) => {
  expect(editionProgress(counts).stage).toBe(stage)
})

test('it is `sent` exactly when every delivery is in a last state', () => {
  const counts = fc.dictionary(fc.constantFrom(...DELIVERY_STATES), fc.nat(1000))
  fc.assert(
    fc.property(counts, (given) => {
      const { total, done, open, stage } = editionProgress(given)
      expect(done + open).toBe(total)
      expect(stage === 'sent').toBe(!DELIVERY_STATES.some((state) => isOpen(state) && (given[state] ?? 0) > 0))
    }),
  )
})

test('pace: how many a second, and how long for the rest', () => {
  const { perSecond, left } = pace({ untried: 10_000, at: at(0) }, { untried: 9_000, at: at(10) })
  expect(perSecond).toBe(100)
  expect(left?.toString()).toBe('PT1M30S')
})

test('while nothing moves, nothing is promised', () => {
  expect(pace({ untried: 5, at: at(0) }, { untried: 5, at: at(9) })).toEqual({ perSecond: 0 })
  expect(pace({ untried: 5, at: at(0) }, { untried: 5, at: at(0) })).toEqual({ perSecond: 0 })
})
