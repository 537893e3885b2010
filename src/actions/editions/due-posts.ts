import type { Candidates } from '../../editions/audience.ts'
import { MAX_POSTS } from '../../editions/due.ts'
import { indexesIn } from '../../editions/mask.ts'
import type { ChosenPost } from './choose-posts.ts'

/** Posts of an edition that somebody gets, with whom they are for. */
export interface DuePosts {
  posts: ChosenPost[]
  candidates: Candidates
  /** What anybody is due beyond the limit of one edition. */
  beyond: ChosenPost[]
}

/**
 * Of all that became new, the newest that anybody is due, as many as one edition holds. What everybody has had, and what
 * nobody asked for, is no part of it.
 */
export async function duePosts(
  chosen: ChosenPost[],
  candidatesFor: (posts: ChosenPost[]) => Promise<Candidates>,
): Promise<DuePosts> {
  let first: Candidates | undefined
  const due: ChosenPost[] = []
  for (let from = 0; from < chosen.length || first === undefined; from += MAX_POSTS) {
    const chunk = chosen.slice(from, from + MAX_POSTS)
    const candidates = await candidatesFor(chunk)
    first ??= candidates
    const indexes = new Set(candidates.groups.flatMap(({ mask }) => indexesIn(mask)))
    due.push(...chunk.filter((_, index) => indexes.has(index)))
  }
  const posts = due.slice(0, MAX_POSTS)
  // Asked again only where it is about other posts: a million rows take seconds.
  const isAll = posts.length === chosen.length || posts.length === 0
  return { posts, candidates: isAll ? first : await candidatesFor(posts), beyond: due.slice(MAX_POSTS) }
}
