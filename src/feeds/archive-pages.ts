import { Temporal } from 'temporal-polyfill'

/** How many posts a page of the archive stands for. A contract: with another number every page changes. */
export const PAGE_SIZE = 50

/** What decides a post's place in the archive: all that was ever seen has one, also what is gone. */
export interface Placed {
  id: string
  firstSeenAt: Temporal.Instant
  publishedAt: { instant: Temporal.Instant }
}

/**
 * Everything ever seen in pages, the oldest first, so that a new post is on the last page and one that vanishes moves no other:
 * a full page never changes but for an edit of its own posts. The last one has room left: where all are full it is
 * empty, so that the one before it has a successor from the moment it is full.
 */
export function archivePages(placed: Placed[]): string[][] {
  const ids = placed.toSorted(byPlace).map(({ id }) => id)
  const count = Math.floor(ids.length / PAGE_SIZE) + 1
  return Array.from({ length: count }, (_, page) => ids.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE))
}

/** First seen is when a post got its place; all that the first scan saw is in the order of its dates. */
function byPlace(a: Placed, b: Placed): number {
  return (
    Temporal.Instant.compare(a.firstSeenAt, b.firstSeenAt) ||
    Temporal.Instant.compare(a.publishedAt.instant, b.publishedAt.instant) ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Whether a file is part of a page of the archive, which nobody polls: who reads it reads it once. */
export function isArchivePath(path: string): boolean {
  return /^\/pages\/\d+\//.test(path)
}

/** Where page 1, 2, … of the archive of the site's feed lies. */
export function archiveFolder(page: number): string {
  return `/pages/${page}/`
}
