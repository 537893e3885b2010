import type { Temporal } from 'temporal-polyfill'
import type { WrittenDate } from './post.ts'

/** A post as the store remembers it. */
export interface SeenPost {
  id: string
  /** What else it is known by: `id:…` that front matter got later, and paths of URLs that it had, `/posts/old/`. */
  names: string[]
  path: string
  /** Path of its URL, percent-encoded or not. */
  urlPath: string
  aliases: string[]
  title: string
  hash: string
  publishedAt: WrittenDate
  firstSeenAt: Temporal.Instant
  /** When it vanished, if an earlier scan found it gone. */
  goneAt?: Temporal.Instant
  /** Whether it was live when last looked at. */
  live: boolean
  /** Path of the post that it looked like when it was first seen. */
  movedFrom?: string
  /** It turned out to be this post, renamed. */
  sameAs?: string
}

/** With what feeds and mails are kept stable by. */
export interface StoredPost extends SeenPost {
  /** Of its entry in the feeds; never changes. */
  entryId: string
  /** When its hash last changed. */
  changedAt: Temporal.Instant
}
