import type { Temporal } from 'temporal-polyfill'
import type { Edition } from '../../editions/edition.ts'
import type { Away } from '../../editions/needed-urls.ts'

/** A site that is being deployed is asked no more often. */
const ASK_EVERY_MS = 10_000

/** What is not online of an edition; within ten seconds after something was not, that is told without asking. */
export function askSparingly(
  ask: (edition: Edition) => Promise<Away[]>,
  clock: () => Temporal.Instant,
): (edition: Edition) => Promise<Away[]> {
  const told = new Map<number, { at: number; away: Away[] }>()
  return async (edition) => {
    const now = clock().epochMilliseconds
    const before = told.get(edition.id)
    if (before && now - before.at < ASK_EVERY_MS) return before.away
    const away = await ask(edition)
    if (away.length === 0) told.delete(edition.id)
    else told.set(edition.id, { at: now, away })
    return away
  }
}
