import { Temporal } from 'temporal-polyfill'

/** Posts that are published and in no edition of a cadence yet, which is made once it has been quiet for a while. */
export interface Waiting {
  /** The hash of its title and text, by id. */
  posts: Record<string, string>
  /** When the last of them came, or was changed. */
  since: Temporal.Instant
  /** Its edition was made, or found nobody to be made for: these start none any more. */
  isOver: boolean
}

/**
 * What waits, after what waited before. A post that came or was changed begins the quiet time anew; one that went, or went by
 * hand, does not. Undefined where nothing waits.
 */
export function waitingNow(
  before: Waiting | undefined,
  posts: Record<string, string>,
  now: Temporal.Instant,
): Waiting | undefined {
  if (Object.keys(posts).length === 0) return undefined
  const isKnown = before && Object.entries(posts).every(([id, hash]) => before.posts[id] === hash)
  if (!isKnown) return { posts, since: now, isOver: false }
  // A clock that was set back: what was seen already was not seen in the future.
  const since = Temporal.Instant.compare(before.since, now) > 0 ? now : before.since
  return { posts, since, isOver: before.isOver }
}

/** When its edition starts, if nothing else is published until then; undefined where none does. */
export function quietAt(waiting: Waiting | undefined, quiet: Temporal.Duration): Temporal.Instant | undefined {
  return waiting && !waiting.isOver ? waiting.since.add(quiet) : undefined
}
