import { Temporal } from 'temporal-polyfill'

const FIRST_SECONDS = 60
const LONGEST_SECONDS = 3 * 60 * 60

/**
 * How long a delivery waits before its next attempt: 1–2 minutes, doubled each time, up to 3–6 hours. A greylisting
 * server (RFC 6647) wants a few minutes; one that is down is not helped by more. `attempts` were made before the wait
 * (1 after the first); `jitter` (0 to 1) spreads a thousand deferred at once over the interval.
 */
export function backoff(attempts: number, jitter: number): Temporal.Duration {
  const least = Math.min(FIRST_SECONDS * 2 ** (Math.max(attempts, 1) - 1), LONGEST_SECONDS)
  return Temporal.Duration.from({ seconds: Math.round(least * (1 + jitter)) })
}

/** After a lost connection the server is likely back at once: 5–15 seconds the first time, then as for any deferral. */
export function backoffAfterLoss(attempts: number, jitter: number): Temporal.Duration {
  if (attempts > 1) return backoff(attempts - 1, jitter)
  return Temporal.Duration.from({ seconds: Math.round(5 + 10 * jitter) })
}
