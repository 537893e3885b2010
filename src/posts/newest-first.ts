import type { Post } from './post.ts'

/** The order of feeds and editions; of posts of one instant, always the same. */
export function newestFirst(a: Post, b: Post): number {
  const byDate = b.publishedAt.instant.epochMilliseconds - a.publishedAt.instant.epochMilliseconds
  return byDate || (a.id < b.id ? -1 : 1)
}
