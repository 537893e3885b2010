import type { Temporal } from 'temporal-polyfill'
import { type HeldBy, type LeaseName, type TakeLeasePorts, takeLease } from '../take-lease.ts'

export const LEASE: LeaseName = 'delivery'
const LOOK_EVERY_MS = 500

export interface TakeDeliveryPorts extends TakeLeasePorts {
  /** It waits for a holder of which nobody can tell. */
  onWait(sentence: string): void
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>
}

/** Takes the right to deliver. */
export function takeDelivery(ports: TakeLeasePorts): Promise<{ fence: number } | HeldBy> {
  return takeLease(ports, LEASE)
}

/** The same, but waits for a holder of which nobody can tell: its lease runs out, or it shows that it lives. */
export async function takeDeliveryInTime(
  ports: TakeDeliveryPorts,
  signal: AbortSignal,
): Promise<{ fence: number } | HeldBy> {
  const first = await takeDelivery(ports)
  if ('fence' in first || first.isGone === false) return first
  ports.onWait(describeWait(first, ports.clock()))
  while (!signal.aborted) {
    await ports.sleep(LOOK_EVERY_MS, signal)
    const answer = await takeDelivery(ports)
    const isRenewed = 'expiresAt' in answer && answer.expiresAt.epochMilliseconds > first.expiresAt.epochMilliseconds
    if ('fence' in answer || isRenewed) return answer
  }
  return first
}

export function describeWait({ name, expiresAt }: HeldBy, now: Temporal.Instant): string {
  const seconds = Math.max(1, Math.ceil(now.until(expiresAt).total('seconds')))
  return `${name} delivers, or was killed. If it was, this goes on by itself within ${seconds} s.`
}
