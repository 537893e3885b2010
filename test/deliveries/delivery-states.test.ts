import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DELIVERY_STATES, type DeliveryState } from '../../src/deliveries/delivery.ts'
import { isOpen, LAST_STATES, mayFollow } from '../../src/deliveries/delivery-states.ts'

const anyState = fc.constantFrom(...DELIVERY_STATES)
const nexts = (state: DeliveryState) => DELIVERY_STATES.filter((to) => mayFollow(state, to))

test('the way of a delivery, as the design draws it', () => {
  expect(nexts('queued')).toEqual(['sending', 'cancelled'])
  expect(nexts('accepted')).toEqual(['bounced', 'complained'])
  expect(mayFollow('sending', 'uncertain')).toBe(true)
  expect(mayFollow('uncertain', 'sending')).toBe(true)
  expect(mayFollow('deferred', 'queued')).toBe(true)
})

test("the operator's retry reopens what failed, and nothing that may have arrived", () => {
  const reopened = LAST_STATES.filter((state) => mayFollow(state, 'queued'))
  expect(reopened).toEqual(['rejected', 'expired'])
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
