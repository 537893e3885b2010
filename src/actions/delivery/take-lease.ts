import type { Temporal } from 'temporal-polyfill'

export const LEASE = 'delivery'
export const TTL_MS = 30_000
const LOOK_EVERY_MS = 500

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
  /** It waits for a holder of which nobody can tell. */
  onWait(sentence: string): void
  clock(): Temporal.Instant
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Who delivers instead. */
export interface HeldBy {
  id: string
  name: string
  /** False: it lives. */
  isGone: boolean | undefined
  expiresAt: Temporal.Instant
}

/** Takes the right to deliver where it is free, or its holder is known to be over: killed, on this machine. */
export async function takeLease(ports: TakeLeasePorts): Promise<{ fence: number } | HeldBy> {
  const answer = await ports.leases.acquire(LEASE, ports.holder, ports.clock(), TTL_MS)
  if ('fence' in answer) return answer
  const { name, isGone } = await ports.holderNamed(answer.heldBy)
  if (isGone !== true) return { id: answer.heldBy, name, isGone, expiresAt: answer.expiresAt }
  const again = await ports.leases.acquire(LEASE, ports.holder, ports.clock(), TTL_MS, answer.heldBy)
  // Somebody else who waited was faster.
  return 'fence' in again ? again : { id: again.heldBy, name, isGone: undefined, expiresAt: again.expiresAt }
}

/** The same, but waits for a holder of which nobody can tell: its lease runs out, or it shows that it lives. */
export async function takeLeaseInTime(ports: TakeLeasePorts, signal: AbortSignal): Promise<{ fence: number } | HeldBy> {
  const first = await takeLease(ports)
  if ('fence' in first || first.isGone === false) return first
  ports.onWait(describeWait(first, ports.clock()))
  while (!signal.aborted) {
    await ports.sleep(LOOK_EVERY_MS, signal)
    const answer = await takeLease(ports)
    const isRenewed = 'expiresAt' in answer && answer.expiresAt.epochMilliseconds > first.expiresAt.epochMilliseconds
    if ('fence' in answer || isRenewed) return answer
  }
  return first
}

export function describeWait({ name, expiresAt }: HeldBy, now: Temporal.Instant): string {
  const seconds = Math.max(1, Math.ceil(now.until(expiresAt).total('seconds')))
  return `${name} delivers, or was killed. If it was, this goes on by itself within ${seconds} s.`
}
