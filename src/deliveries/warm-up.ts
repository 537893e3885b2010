import type { Rate } from '../config/rate.ts'

const DAY_MS = 86_400_000

/**
 * A new sender's address has no reputation: providers want to see it grow. `plan` is how many messages each day may
 * have, from the first that the server was used; after its last day there is no such limit.
 */
export function warmUpRate(plan: number[], firstUsedAt: number | undefined, now: number): Rate | undefined {
  const day = firstUsedAt === undefined ? 0 : Math.floor((now - firstUsedAt) / DAY_MS)
  const count = plan[day]
  return count === undefined ? undefined : { count, seconds: DAY_MS / 1000 }
}
