import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../../config/config.ts'
import type { ProcessIdentity } from '../../deliveries/running-process.ts'
import { isOver, type RunningWorker, type WorkerLease } from '../../deliveries/worker.ts'

type Policy = Config['delivery']['uncertain']

export interface SettleOverPorts {
  config: Pick<Config, 'delivery'>
  workers: {
    list(): Promise<RunningWorker[]>
    /** The time by which they are heard of. */
    now(at: Temporal.Instant): Promise<Temporal.Instant>
    settleOver(over: RunningWorker[], policy: Policy, at: Temporal.Instant): Promise<number>
  }
  /** Whether this process is over; undefined where nobody can tell. */
  isGone(process: ProcessIdentity): boolean | undefined
  clock(): Temporal.Instant
}

/**
 * A worker looks after the others: what those who were killed, or fell silent, were sending is settled, and only that.
 *
 * @param ofSilence false: whoever is silent may have been kept from the database as this worker was
 */
export async function settleOver(
  ports: SettleOverPorts,
  own: WorkerLease,
  { ofSilence = true }: { ofSilence?: boolean } = {},
): Promise<void> {
  const { config, workers, isGone, clock } = ports
  const others = (await workers.list()).filter(({ id }) => id !== own.id)
  if (others.length === 0) return
  const now = await workers.now(clock())
  const over = others.filter((other) => (ofSilence ? isOver(other, now, isGone(other)) : isGone(other) === true))
  if (over.length > 0) await workers.settleOver(over, config.delivery.uncertain, clock())
}
