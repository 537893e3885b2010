import type { Temporal } from 'temporal-polyfill'
import { mayPass } from '../config/may-pass.ts'
import { BroadsheetError } from '../config/problem.ts'
import type { Lease } from '../deliveries/ledger.ts'
import { type LeaseName, type TakeLeasePorts, TTL_MS, takeLease } from './take-lease.ts'

export const SCHEDULE: LeaseName = 'schedule'

export interface HoldSchedulePorts extends TakeLeasePorts {
  leases: TakeLeasePorts['leases'] & {
    renew(lease: Lease, now: Temporal.Instant, ttlMs: number): Promise<boolean>
    release(lease: Lease): Promise<void>
  }
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Who plans on a database: this process, or another, as a person knows it; no name where the database does not answer. */
export type Planner = { isThis: true } | { isThis: false; name: string | undefined }

export interface PlannerTold {
  /** At each look. */
  planner(planner: Planner): void
  failed(error: unknown): void
}

const RENEW_EVERY_MS = 10_000
const LOOK_EVERY_MS = 2_000

/**
 * Keeps the right to plan, or waits for it while another process has it. Ends, with the right given back, when `signal`
 * aborts. A database that does not answer is waited for.
 * @throws BroadsheetError where the database is gone, or its publication lives elsewhere by now
 */
export async function holdSchedule(ports: HoldSchedulePorts, told: PlannerTold, signal: AbortSignal): Promise<void> {
  let lease: Lease | undefined
  while (!signal.aborted) {
    try {
      if (lease && !(await ports.leases.renew(lease, ports.clock(), TTL_MS))) lease = undefined
      const answer = lease ?? (await takeLease(ports, SCHEDULE))
      if ('fence' in answer) lease = { name: SCHEDULE, holder: ports.holder, fence: answer.fence }
      told.planner('fence' in answer ? { isThis: true } : { isThis: false, name: answer.name })
    } catch (error) {
      if (error instanceof BroadsheetError && !mayPass(error)) throw error
      // One that could not renew still has it, until it finds that another took it.
      told.planner(lease ? { isThis: true } : { isThis: false, name: undefined })
      told.failed(error)
    }
    await ports.sleep(lease ? RENEW_EVERY_MS : LOOK_EVERY_MS, signal)
  }
  // What cannot be given back runs out.
  if (lease) await ports.leases.release(lease).catch(told.failed)
}
