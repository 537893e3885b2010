import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { type WorkersStatusPorts, workersStatus } from '../../src/actions/workers-status.ts'
import type { RunningWorker } from '../../src/deliveries/worker.ts'
import { aWorker } from '../deliveries/a-worker.ts'

const SINCE = Temporal.Instant.from('2026-11-30T09:00:00Z')
const NOW = SINCE.add({ minutes: 10 })

function worker(id: number, host: string, silentSeconds: number): RunningWorker {
  const heardAt = NOW.subtract({ seconds: silentSeconds })
  return aWorker({ id, pid: 70 + id, host, since: SINCE, heardAt, sent: 90, perMinute: 12 })
}

function portsWith(workers: RunningWorker[]): WorkersStatusPorts {
  return {
    workers: {
      list: async () => workers,
      holdings: async () => [
        { workerId: 1, editionId: 4, deliveries: 1_000 },
        { workerId: 2, editionId: 4, deliveries: 500 },
        { workerId: 1, editionId: 5, deliveries: 3 },
      ],
      now: async () => NOW,
    },
    editions: { byId: async (id) => ({ id, newsletter: 'weekly', number: id }) as never },
    isGone: ({ pid }) => pid === 73,
    // This machine's clock is an hour fast.
    clock: () => NOW.add({ hours: 1 }),
  }
}

test('each worker with what it has, how fast it is, and when it was heard of by the database’s clock', async () => {
  expect(await workersStatus(portsWith([worker(1, 'box', 2), worker(2, 'other', 31), worker(3, 'box', 4)]))).toEqual([
    {
      host: 'box',
      pid: 71,
      since: '2026-11-30T09:00:00Z',
      heardAt: '2026-11-30T09:09:58Z',
      silentSeconds: 2,
      sent: 90,
      perMinute: 12,
      holds: [
        { edition: 'weekly/4', deliveries: 1_000 },
        { edition: 'weekly/5', deliveries: 3 },
      ],
    },
    expect.objectContaining({ host: 'other', silentSeconds: 31, holds: [{ edition: 'weekly/4', deliveries: 500 }] }),
  ])
})

test('where nobody delivers there is none', async () => {
  expect(await workersStatus(portsWith([worker(3, 'box', 4)]))).toEqual([])
})
