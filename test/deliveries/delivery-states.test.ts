import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IllegalStep } from '../../src/config/illegal-step.ts'
import { DELIVERY_STATES, type DeliveryState } from '../../src/deliveries/delivery.ts'
import { isOpen, LAST_STATES, mayFollow, statesBefore } from '../../src/deliveries/delivery-states.ts'

const anyState = fc.constantFrom(...DELIVERY_STATES)
const nexts = (state: DeliveryState) => DELIVERY_STATES.filter((to) => mayFollow(state, to))

test('the way of a delivery, as the design draws it', () => {
  expect(nexts('queued')).toEqual(['sending', 'cancelled'])
  expect(nexts('accepted')).toEqual(['bounced', 'complained'])
  expect(mayFollow('sending', 'uncertain')).toBe(true)
  expect(mayFollow('uncertain', 'sending')).toBe(true)
  expect(mayFollow('deferred', 'queued')).toBe(true)
})

test('what a state may follow, for the conditions of the store', () => {
  expect(statesBefore('sending')).toEqual(['queued', 'deferred', 'uncertain'])
  expect(statesBefore('cancelled')).toEqual(['queued', 'deferred', 'uncertain'])
  expect(statesBefore('uncertain')).toEqual(['sending'])
  expect(statesBefore('bounced')).toEqual(['accepted'])
  expect(statesBefore('complained')).toEqual(['accepted', 'bounced'])
  expect(statesBefore('queued', ['rejected', 'expired'])).toEqual(['rejected', 'expired'])
  fc.assert(
    fc.property(anyState, anyState, anyState, (to, one, other) => {
      const all = statesBefore(to)
      expect(all).toEqual(DELIVERY_STATES.filter((from) => mayFollow(from, to)))
      const some = () => statesBefore(to, [one, other])
      if (all.includes(one) && all.includes(other)) expect(some()).toEqual([one, other])
      else expect(some).toThrow(IllegalStep)
    }),
  )
})

test("the operator's retry reopens what failed, and nothing that may have arrived", () => {
  const reopened = LAST_STATES.filter((state) => mayFollow(state, 'queued'))
  // What was called off, its person may take back.
  expect(reopened).toEqual(['rejected', 'expired', 'cancelled'])
})

test('nothing is sent but from an open state, and nothing is cancelled while it is being sent', () => {
  fc.assert(
    fc.property(anyState, (from) => {
      if (mayFollow(from, 'sending')) expect(isOpen(from)).toBe(true)
      expect(mayFollow(from, from)).toBe(false)
    }),
  )
  expect(mayFollow('sending', 'cancelled')).toBe(false)
})

test('on any walk, once accepted a delivery is never sent again', () => {
  const walk = fc.array(fc.nat(), { maxLength: 30 })
  fc.assert(
    fc.property(walk, (choices) => {
      let state: DeliveryState = 'queued'
      let accepted = false
      for (const choice of choices) {
        const open = nexts(state)
        if (open.length === 0) break
        state = open[choice % open.length] as DeliveryState
        accepted ||= state === 'accepted'
        if (accepted) expect(isOpen(state)).toBe(false)
      }
    }),
  )
})
