import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { GroupedLedger } from '../../../src/actions/delivery/grouped-ledger.ts'

const full = new Error('The disk is full.')

/** A ledger on a disk that is full for so many tries; time passes by sleeping alone. */
function ledger(fullFor: number, stray: number[] = [], gatherMs = 0) {
  const stop = new AbortController()
  const troubles: string[] = []
  const faults: string[] = []
  const offered: [again: boolean | undefined, at: number][] = []
  const groups: number[] = []
  let tries = 0
  let slept = 0
  const grouped = new GroupedLedger({
    ledger: {
      async record({ isAgain, intents }, _worker, at) {
        groups.push(intents.length)
        offered.push([isAgain, at.epochMilliseconds])
        if (++tries <= fullFor) throw full
        return { refused: new Set<number>(), stray: new Set(stray) }
      },
    },
    worker: { id: 1 },
    clock: () => Temporal.Instant.from('2026-11-24T09:00:00Z').add({ milliseconds: slept }),
    sleep: async (milliseconds) => {
      slept += milliseconds
      await new Promise(setImmediate)
    },
    gatherMs,
    stop: stop.signal,
    isPassing: (error) => error === full,
    onTrouble: (sentence) => troubles.push(sentence),
    onUnforeseen: (error) => faults.push((error as Error).message),
  })
  return { grouped, stop, troubles, faults, offered, groups, tries: () => tries, minutes: () => slept / 60_000 }
}

test('what a server answered is offered again for about an hour and a half, and says so', async () => {
  const { grouped, troubles, minutes } = ledger(170)
  expect(await grouped.write(undefined, 1)).toBe(true)
  expect(minutes()).toBeGreaterThan(75)
  expect(troubles).toHaveLength(170)
  expect(troubles[0]).toBe('What the servers answered cannot be written down, and is tried again: The disk is full.')
})

const rejected = { state: 'rejected' as const, reply: { code: 550, text: 'no' }, suppress: false }
const outcome = (deliveryId: number) => ({
  deliveryId,
  server: 'relay',
  step: { ...rejected, at: Temporal.Instant.from('2026-11-24T09:00:00Z') },
})

test('a step that the ledger refused is logged as a fault, by its id alone', async () => {
  const { grouped, faults, troubles } = ledger(0, [7])
  await Promise.all([grouped.write(outcome(7), undefined), grouped.write(outcome(8), 9)])
  expect(faults).toEqual(['The ledger refused a step: delivery 7 was not being sent, or cannot become rejected.'])
  expect(troubles).toEqual([])
})

test('what a failed try had written after all is no fault of the next', async () => {
  const { grouped, faults } = ledger(1, [7])
  await grouped.write(outcome(7), undefined)
  expect(faults).toEqual([])
})

test('it is offered again as what it was, at the time of the first try: that may have claimed already', async () => {
  const { grouped, offered } = ledger(2)
  expect(await grouped.write(undefined, 1)).toBe(true)
  const first = offered[0]?.[1] ?? 0
  expect(offered).toEqual([
    [false, first],
    [true, first],
    [true, first],
  ])
  await grouped.write(undefined, 2)
  expect(offered[3]?.[1]).toBeGreaterThan(first)
})

test('told to end, it tries once more and gives up', async () => {
  const { grouped, stop, tries } = ledger(1_000)
  const written = grouped.write(undefined, 1)
  stop.abort()
  await expect(written).rejects.toBe(full)
  expect(tries()).toBe(1)
})

test.each([
  [0, [1, 1]],
  [3, [2]],
])('what comes while a group of it is gathered for %i ms is written with it', async (gatherMs, expected) => {
  const { grouped, groups } = ledger(0, [], gatherMs)
  const first = grouped.write(undefined, 1)
  await new Promise(setImmediate)
  await Promise.all([first, grouped.write(undefined, 2)])
  expect(groups).toEqual(expected)
})
