import type { Temporal } from 'temporal-polyfill'

/** What one process at a time does, of all that run on one database: it delivers, or does what one alone may do; it plans. */
export type LeaseName = 'delivery' | 'schedule'

export const TTL_MS = 30_000

type Answer = { fence: number } | { heldBy: string; expiresAt: Temporal.Instant }

export interface TakeLeasePorts {
  leases: {
    /** `gone`: a holder that is known to be over, whose lease is free. */
    acquire(name: string, holder: string, now: Temporal.Instant, ttlMs: number, gone?: string): Promise<Answer>
  }
  /** Random: two processes never have the same. */
  holder: string
  /** A holder as a person knows it, `send (process 71 on box)`, and whether it is over; undefined where nobody can tell. */
  holderNamed(id: string): Promise<{ name: string; isGone: boolean | undefined }>
  clock(): Temporal.Instant
}

/** Who has it instead. */
export interface HeldBy {
  id: string
  name: string
  /** False: it lives. */
  isGone: boolean | undefined
  expiresAt: Temporal.Instant
}

/** Takes a right where it is free, or its holder is known to be over: killed, on this machine. */
export async function takeLease(ports: TakeLeasePorts, lease: LeaseName): Promise<{ fence: number } | HeldBy> {
  const answer = await ports.leases.acquire(lease, ports.holder, ports.clock(), TTL_MS)
  if ('fence' in answer) return answer
  const { name, isGone } = await ports.holderNamed(answer.heldBy)
  if (isGone !== true) return { id: answer.heldBy, name, isGone, expiresAt: answer.expiresAt }
  const again = await ports.leases.acquire(lease, ports.holder, ports.clock(), TTL_MS, answer.heldBy)
  // Somebody else who waited was faster.
  return 'fence' in again ? again : { id: again.heldBy, name, isGone: undefined, expiresAt: again.expiresAt }
}
