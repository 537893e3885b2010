import { Temporal } from 'temporal-polyfill'

/** A post that became new for a newsletter, as far as it matters whether it is news. */
export interface MaybeNews {
  postId: string
  publishedAt: Temporal.Instant
  becameNewAt: Temporal.Instant
  /** Path of a post with its title or text. */
  movedFrom?: string
  /** An operator said that it is news. */
  released: boolean
}

/** What else is known of it. */
export interface KnownNews extends MaybeNews {
  title: string
  /** Below the content folder. */
  path: string
  live: boolean
  /** Counts as sent since, by an operator's word. */
  adopted: boolean
  /** Why no edition took it, as the operator was told last. */
  leftOut?: string
}

/** On which side of the line posts are from now on, by an operator's word. */
export interface Adoption {
  /** Ids of posts that count as already sent. */
  adopted: string[]
  /** Ids of posts that are news, whatever speaks against them. */
  fresh: string[]
  at: Temporal.Instant
}

/** Why a post alone is kept back, while its edition goes. */
export interface KeptBack {
  reason: 'flood' | 'moved'
  because: string
}

/** So many old-dated posts that become new at once are a moved folder or a changed config, not news. */
export const FLOOD = 10
/** A post is old-dated when it was published this long before it was first seen live. */
const OLD = Temporal.Duration.from({ hours: 24 * 7 })
/** What arrives within a day arrives at once: a folder may be copied while the site is looked at. */
const AT_ONCE_MS = 24 * 60 * 60 * 1000

/**
 * Posts that readers may have had before, by id. `all` are those that became new ever, sent and adopted ones too: what
 * came in a flood stays kept back until somebody decides about it, however few are left of it.
 */
export function keptBack(all: MaybeNews[]): Map<string, KeptBack> {
  const flood = floodOf(all)
  const found = new Map<string, KeptBack>()
  for (const post of all) {
    if (post.released) continue
    if (post.movedFrom !== undefined) {
      const because = `It looks like ${post.movedFrom}, moved or copied: readers may have had it.`
      found.set(post.postId, { reason: 'moved', because })
    } else if (flood.has(post)) {
      const because = `It has an old date and became new together with others like it, ${flood.get(post)} in all.`
      found.set(post.postId, { reason: 'flood', because })
    }
  }
  return found
}

/** Old-dated posts of which FLOOD or more became new within a day, with how many they were. */
function floodOf(all: MaybeNews[]): Map<MaybeNews, number> {
  const old = all.filter(isOldDated).sort((a, b) => Temporal.Instant.compare(a.becameNewAt, b.becameNewAt))
  const found = new Map<MaybeNews, number>()
  for (let first = 0, last = 0; first < old.length; first++) {
    while (last < old.length && isAtOnce(old[first], old[last])) last++
    if (last - first < FLOOD) continue
    for (const post of old.slice(first, last)) found.set(post, Math.max(found.get(post) ?? 0, last - first))
  }
  return found
}

function isAtOnce(first: MaybeNews | undefined, other: MaybeNews | undefined): boolean {
  if (!first || !other) return false
  return other.becameNewAt.epochMilliseconds - first.becameNewAt.epochMilliseconds <= AT_ONCE_MS
}

function isOldDated({ publishedAt, becameNewAt, released }: MaybeNews): boolean {
  return !released && Temporal.Instant.compare(publishedAt.add(OLD), becameNewAt) < 0
}
