import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { ProcessIdentity } from '../../deliveries/running-process.ts'
import { isOver, type RunningWorker, type WorkerLease } from '../../deliveries/worker.ts'

type Policy = Config['delivery']['uncertain']

export interface SettleOverPorts {
  config: Pick<Config, 'delivery'>
  workers: {
    list(): Promise<RunningWorker[]>
    settleOver(over: RunningWorker[], policy: Policy, at: Temporal.Instant): Promise<number>
  }
  /** Whether this process is over; undefined where nobody can tell. */
  isGone(process: ProcessIdentity): boolean | undefined
  clock(): Temporal.Instant
}

/** A worker looks after the others: what those who were killed, or fell silent, were sending is settled, and only that. */
export async function settleOver(ports: SettleOverPorts, own: WorkerLease): Promise<void> {
  const { config, workers, isGone, clock } = ports
  const now = clock()
  const over = (await workers.list()).filter((other) => other.id !== own.id && isOver(other, now, isGone(other)))
  if (over.length > 0) await workers.settleOver(over, config.delivery.uncertain, now)
}
