import { Temporal } from 'temporal-polyfill'
import type { Post } from '../../src/posts/post.ts'
import type { SeenPost } from '../../src/posts/seen-post.ts'

/** A post as the store has it after a scan. */
export function seenAs(post: Post, facts: Partial<SeenPost> = {}): SeenPost {
  const { id, path, url, aliases, title, hash, publishedAt, status } = post
  return {
    ...{ id, path, aliases, title, hash, publishedAt },
    names: [],
    urlPath: new URL(url).pathname,
    firstSeenAt: Temporal.Instant.from('2026-02-01T00:00Z'),
    live: status === 'live',
    ...facts,
  }
}
