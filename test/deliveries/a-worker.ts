import { Temporal } from 'temporal-polyfill'
import type { RunningWorker } from '../../src/deliveries/worker.ts'

const SINCE = Temporal.Instant.from('2026-11-30T08:00:00Z')

/** A worker as others see it. */
export function aWorker(facts: Partial<RunningWorker>): RunningWorker {
  const process = { holder: 'serve', pid: 71, started: '1', host: 'box', boot: 'kernel namespace' }
  return { id: 1, ...process, since: SINCE, heardAt: SINCE, sent: 0, perMinute: 0, ...facts }
}
