import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { ServerHealth } from '../../../src/actions/delivery/server-health.ts'

/** A server's health at a clock that a test moves, in seconds. */
function atClock() {
  const clock = { seconds: 0 }
  const said: { sentence: string; isOpen: boolean }[] = []
  const health = new ServerHealth({
    clock: () => Temporal.Instant.fromEpochMilliseconds(1_800_000_000_000 + clock.seconds * 1000),
    onTrouble: (sentence, isOpen) => said.push({ sentence, isOpen }),
  })
  return { clock, health, said }
}

test('a trouble stops everybody, twice as long each time in a row, until the server answers', () => {
  const { clock, health } = atClock()
  const waits = [1, 2, 4, 8].map((seconds) => {
    health.trouble('it is down')
    const { waitMs } = health
    clock.seconds += seconds
    return waitMs
  })
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000])
  health.well()
  health.trouble('it is down again')
  expect(health.waitMs).toBe(1_000)
})

test('connections that fail together are one trouble, and the third in a row is told', () => {
  const { clock, health, said } = atClock()
  for (let i = 0; i < 3; i++) {
    health.trouble(`trouble ${i}`)
    health.trouble('the same, on another connection')
    clock.seconds += 60
  }
  expect(said.map(({ isOpen }) => isOpen)).toEqual([false, false, true])
})

test('after a wait one tries, and the others wait for what it finds', () => {
  const { clock, health } = atClock()
  health.trouble('it is down')
  clock.seconds = 1
  expect(health.waitMs).toBe(0)
  health.probe()
  expect(health.waitMs).toBe(2_000)
})

test('a clock that is set back by an hour does not make anybody wait for an hour', () => {
  const { clock, health } = atClock()
  health.trouble('it is down')
  clock.seconds = -3600
  expect(health.inTrouble).toBe(false)
  expect(health.waitMs).toBe(0)
  health.trouble('it still is')
  expect(health.waitMs).toBe(2_000)
})
