import { expect, test } from 'vitest'
import { allowedConnections, NO_LIMIT, provenOpen, refusedBeside } from '../../src/deliveries/connection-limit.ts'

const NOW = Date.UTC(2026, 10, 24, 9)

test('a server that never refused a connection may have all that are configured', () => {
  expect(allowedConnections(NO_LIMIT, 10, NOW)).toBe(10)
})

test('after a refusal as many as were open; one more after half a minute, and twice as long after each refusal', () => {
  const first = refusedBeside(NO_LIMIT, 3, NOW)
  expect(allowedConnections(first, 10, NOW + 29_999)).toBe(3)
  expect(allowedConnections(first, 10, NOW + 30_000)).toBe(4)
  const second = refusedBeside(first, 3, NOW + 30_000)
  expect(allowedConnections(second, 10, NOW + 89_999)).toBe(3)
  expect(allowedConnections(second, 10, NOW + 90_000)).toBe(4)
})

test('connections that are refused together are one refusal', () => {
  const first = refusedBeside(NO_LIMIT, 3, NOW)
  expect(refusedBeside(first, 3, NOW + 100).waitMs).toBe(first.waitMs)
})

test('one more that works is possible from then on, and the next is tried soon; all that are configured are no limit', () => {
  const limit = refusedBeside(NO_LIMIT, 3, NOW)
  const more = provenOpen(limit, 4, 5, NOW + 31_000)
  expect(more.possible).toBe(4)
  expect(allowedConnections(more, 5, NOW + 36_000)).toBe(5)
  expect(provenOpen(more, 5, 5, NOW + 37_000)).toEqual(NO_LIMIT)
})

test('none open is still one to try, and a clock that was set back lets one more be tried', () => {
  const limit = refusedBeside(NO_LIMIT, 0, NOW)
  expect(limit.possible).toBe(1)
  expect(allowedConnections(limit, 10, NOW - 3_600_000)).toBe(2)
})
