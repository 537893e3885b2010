import type { Temporal } from 'temporal-polyfill'
import type { Edition } from '../../editions/edition.ts'

/** A site that is being deployed is asked for its pages no more often. */
const ASK_EVERY_MS = 10_000

/** Whether the pages of an edition's posts answer; within ten seconds after a no, it is no without asking. */
export function askSparingly(
  pagesAnswer: (edition: Edition) => Promise<boolean>,
  clock: () => Temporal.Instant,
): (edition: Edition) => Promise<boolean> {
  const deniedAt = new Map<number, number>()
  return async (edition) => {
    const now = clock().epochMilliseconds
    if (now - (deniedAt.get(edition.id) ?? Number.NEGATIVE_INFINITY) < ASK_EVERY_MS) return false
    const answer = await pagesAnswer(edition)
    if (answer) deniedAt.delete(edition.id)
    else deniedAt.set(edition.id, now)
    return answer
  }
}
