import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { VirtualClock, WaitsForever } from '../../../bench/year/virtual-clock.ts'

const START = Temporal.Instant.from('2041-03-04T05:06:07Z')

describe('a clock on which time passes only when all wait for it', () => {
  test('a year of sleep takes no time', async () => {
    const clock = new VirtualClock(START)
    await clock.run(() => clock.sleep(365 * 86_400_000))
    expect(clock.now().toString()).toBe('2042-03-04T05:06:07Z')
  })

  test('whoever sleeps less wakes first, whatever the order of asking', async () => {
    const clock = new VirtualClock(START)
    const woken: string[] = []
    const sleeper = async (name: string, seconds: number) => {
      await clock.sleep(seconds * 1_000)
      woken.push(`${name} ${clock.now().since(START).total('seconds')}`)
    }
    await clock.run(() => Promise.all([sleeper('late', 30), sleeper('early', 1), sleeper('middle', 2)]))
    expect(woken).toEqual(['early 1', 'middle 2', 'late 30'])
  })

  test('a signal ends a sleep early, and without a fault', async () => {
    const clock = new VirtualClock(START)
    const stop = new AbortController()
    clock.after(500, async () => stop.abort())
    await clock.run(() => clock.sleep(60_000, stop.signal))
    expect(clock.now().since(START).total('milliseconds')).toBe(500)
  })

  test('what happens meanwhile is over before the work is', async () => {
    const clock = new VirtualClock(START)
    let isOver = false
    clock.after(10, async () => {
      await clock.sleep(100)
      isOver = true
    })
    await clock.run(() => clock.sleep(20))
    expect(isOver).toBe(true)
  })

  test('to wait for what never comes is a fault', async () => {
    const clock = new VirtualClock(START, 50)
    await expect(clock.run(() => new Promise(() => {}))).rejects.toThrow(WaitsForever)
  })

  test('a clock that is set moves what waits with it', async () => {
    const clock = new VirtualClock(START)
    const woken = clock.sleep(1_000)
    clock.setBy(-3_600_000)
    await clock.run(() => woken)
    expect(clock.now().toString()).toBe('2041-03-04T04:06:08Z')
  })
})
