import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IllegalStep } from '../../src/config/illegal-step.ts'
import { SUBSCRIPTION_STATES, type SubscriptionState } from '../../src/subscribers/subscriber.ts'
import { assertMayBegin, mayFollow, statesBefore } from '../../src/subscribers/subscription-states.ts'

const anyState = fc.constantFrom(...SUBSCRIPTION_STATES)
const nexts = (state: SubscriptionState) => SUBSCRIPTION_STATES.filter((to) => mayFollow(state, to))

test('the way of a subscription, as the design draws it', () => {
  expect(nexts('pending')).toEqual(['active', 'unsubscribed'])
  expect(nexts('active')).toEqual(['paused', 'by-feed', 'unsubscribed'])
  expect(nexts('paused')).toEqual(['active', 'paused', 'by-feed', 'unsubscribed'])
  expect(nexts('by-feed')).toEqual(['active', 'unsubscribed'])
  expect(nexts('unsubscribed')).toEqual(['active', 'by-feed'])
})

test('what a state may follow, for the conditions of the store', () => {
  expect(statesBefore('active')).toEqual(['pending', 'paused', 'by-feed', 'unsubscribed'])
  expect(statesBefore('paused')).toEqual(['active', 'paused'])
  expect(statesBefore('unsubscribed')).toEqual(['pending', 'active', 'paused', 'by-feed'])
  expect(statesBefore('pending')).toEqual([])
  fc.assert(
    fc.property(anyState, anyState, (to, from) => {
      if (mayFollow(from, to)) expect(statesBefore(to, [from])).toEqual([from])
      else expect(() => statesBefore(to, [from])).toThrow(IllegalStep)
    }),
  )
})

test('whoever left gets nothing again but by becoming active, and nobody becomes pending again', () => {
  expect(SUBSCRIPTION_STATES.filter((from) => mayFollow(from, 'pending'))).toEqual([])
  expect(mayFollow('unsubscribed', 'paused')).toBe(false)
})

test('a subscription begins as active, or as an import has it; one that awaits its owner is none yet', () => {
  for (const state of SUBSCRIPTION_STATES) {
    if (state === 'pending') expect(() => assertMayBegin(state)).toThrow(IllegalStep)
    else assertMayBegin(state)
  }
})
