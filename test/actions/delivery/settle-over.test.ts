import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { settleOver } from '../../../src/actions/delivery/settle-over.ts'
import type { RunningWorker } from '../../../src/deliveries/worker.ts'
import { aWorker } from '../../deliveries/a-worker.ts'

const LATE = Temporal.Instant.from('2026-11-30T08:50:00Z')
const NOW = Temporal.Instant.from('2026-11-30T09:00:00Z')

function worker(id: number, pid: number, silentSeconds: number): RunningWorker {
  return aWorker({ id, pid, heardAt: NOW.subtract({ seconds: silentSeconds }) })
}

/** Which of these workers the first of them declares over. */
async function declaredOver(workers: RunningWorker[], options?: { ofSilence: boolean }): Promise<number[] | undefined> {
  let declared: number[] | undefined
  const ports = {
    config: { delivery: { uncertain: 'hold' } } as never,
    workers: {
      list: async () => workers,
      // That of the database: this machine's own clock is ten minutes late.
      now: async () => NOW,
      settleOver: async (over: RunningWorker[], policy: string, at: Temporal.Instant) => {
        expect([policy, at]).toEqual(['hold', LATE])
        declared = over.map(({ id }) => id)
        return 0
      },
    },
    isGone: ({ pid }: { pid: number }) => (pid === 666 ? true : undefined),
    clock: () => LATE,
  }
  await settleOver(ports, { id: 1 }, options)
  return declared
}

test('a worker declares over who is gone and who is silent, never itself', async () => {
  expect(await declaredOver([worker(1, 1, 99), worker(2, 2, 5), worker(3, 666, 5), worker(4, 4, 30)])).toEqual([3, 4])
})

test('one that was itself kept from the database judges nobody by silence', async () => {
  const workers = [worker(1, 1, 99), worker(2, 2, 99), worker(3, 666, 5)]
  expect(await declaredOver(workers, { ofSilence: false })).toEqual([3])
})

test('where all are at work it writes nothing', async () => {
  expect(await declaredOver([worker(1, 1, 0), worker(2, 2, 5)])).toBeUndefined()
})
