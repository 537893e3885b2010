import type { Temporal } from 'temporal-polyfill'
import type { ProcessIdentity, RunningProcess } from './running-process.ts'
import { isOver, type RunningWorker } from './worker.ts'

/** Who may be writing to a database. */
export interface Rows {
  processes: RunningProcess[]
  workers: RunningWorker[]
  /** Those that somebody holds. */
  leases: { holder: string; expiresAt: Temporal.Instant }[]
}

export interface Times {
  now: Temporal.Instant
  /** By the clock by which workers say when they were heard of. */
  heardNow: Temporal.Instant
}

/**
 * Who runs on a database, as a person knows it; undefined: nobody. A process of which nobody can tell counts for as long as
 * it shows that it lives.
 */
export function whoIsAtWork(
  { processes, workers, leases }: Rows,
  { now, heardNow }: Times,
  isGone: (one: ProcessIdentity) => boolean | undefined,
): string | undefined {
  const gone = new Set(processes.filter((one) => isGone(one) === true).map(({ id }) => id))
  const living = [
    ...processes.filter((one) => isGone(one) === false).map(({ id }) => id),
    ...workers.filter((worker) => !isOver(worker, heardNow, isGone(worker))).map(({ holder }) => holder),
    ...leases
      .filter(({ expiresAt }) => expiresAt.epochMilliseconds > now.epochMilliseconds)
      .map(({ holder }) => holder),
  ].find((holder) => !gone.has(holder))
  if (living === undefined) return undefined
  const known = processes.find(({ id }) => id === living)
  return known ? `broadsheet ${known.command} (process ${known.pid} on ${known.host})` : 'Another process'
}
