import type { Temporal } from 'temporal-polyfill'
import type { Edition } from '../../editions/edition.ts'

/** A site that is being deployed is asked for its pages no more often. */
const ASK_EVERY_MS = 10_000

/** Which pages of an edition's posts do not answer; within ten seconds after some did not, those are told without asking. */
export function askSparingly(
  silentPages: (edition: Edition) => Promise<string[]>,
  clock: () => Temporal.Instant,
): (edition: Edition) => Promise<string[]> {
  const told = new Map<number, { at: number; silent: string[] }>()
  return async (edition) => {
    const now = clock().epochMilliseconds
    const before = told.get(edition.id)
    if (before && now - before.at < ASK_EVERY_MS) return before.silent
    const silent = await silentPages(edition)
    if (silent.length === 0) told.delete(edition.id)
    else told.set(edition.id, { at: now, silent })
    return silent
  }
}
