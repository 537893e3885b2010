import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { settleOver } from '../../../src/actions/delivery/settle-over.ts'
import type { RunningWorker } from '../../../src/deliveries/worker.ts'

const NOW = Temporal.Instant.from('2026-11-30T09:00:00Z')

function worker(id: number, pid: number, silentSeconds: number): RunningWorker {
  const heardAt = NOW.subtract({ seconds: silentSeconds })
  return { id, holder: `holder-${id}`, pid, started: '1', host: 'box', boot: 'kernel', since: heardAt, heardAt }
}

/** Which of these workers the first of them declares over. */
async function declaredOver(workers: RunningWorker[]): Promise<number[] | undefined> {
  let declared: number[] | undefined
  const ports = {
    config: { delivery: { uncertain: 'hold' } } as never,
    workers: {
      list: async () => workers,
      settleOver: async (over: RunningWorker[], policy: string, at: Temporal.Instant) => {
        expect([policy, at]).toEqual(['hold', NOW])
        declared = over.map(({ id }) => id)
        return 0
      },
    },
    isGone: ({ pid }: { pid: number }) => (pid === 666 ? true : undefined),
    clock: () => NOW,
  }
  await settleOver(ports, { id: 1 })
  return declared
}

test('a worker declares over who is gone and who is silent, never itself', async () => {
  expect(await declaredOver([worker(1, 1, 99), worker(2, 2, 5), worker(3, 666, 5), worker(4, 4, 30)])).toEqual([3, 4])
})

test('where all are at work it writes nothing', async () => {
  expect(await declaredOver([worker(1, 1, 0), worker(2, 2, 5)])).toBeUndefined()
})
