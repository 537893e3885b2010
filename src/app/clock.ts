import { setMaxListeners } from 'node:events'
import { setTimeout as sleepFor } from 'node:timers/promises'
import { Temporal } from 'temporal-polyfill'

export function clock(): Temporal.Instant {
  return Temporal.Now.instant()
}

/** Ends early, and without a fault, when `signal` aborts. */
export async function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  // All connections of a server in trouble sleep on one signal; Node takes more than ten for a leak, and warns.
  setMaxListeners(0, signal)
  await sleepFor(milliseconds, undefined, { signal }).catch(() => {})
}
