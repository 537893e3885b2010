import type { Temporal } from 'temporal-polyfill'
import type { Post } from './post.ts'

/** What of a post is written down. */
export type PostFacts = Pick<Post, 'id' | 'path' | 'url' | 'aliases' | 'title' | 'hash' | 'publishedAt' | 'status'>

/** A post that is seen for the first time: the id of its feed entry is settled at this moment and never changes again. */
export interface FreshPost {
  post: PostFacts
  entryId: string
  /** Path of the post that vanished when this one appeared with its title or text. */
  movedFrom?: string
}

/** What a scan writes down. */
export interface ScanRecord {
  at: Temporal.Instant
  fresh: FreshPost[]
  /** Seen before, as they are now, under the ids that the store knows; unchanged ones cost nothing. */
  known: PostFacts[]
  /** Ids of posts that are no longer there. */
  gone: string[]
  /** What else posts are known by from now on. */
  names?: PostName[]
  /** Posts that turned out to be another one, renamed, whose identity and entry they get back. */
  renamed?: Renaming[]
  /** Newsletters to which posts seen live for the first time become new; those without a baseline are left alone. */
  newsletters: string[]
}

export interface PostName {
  name: string
  postId: string
}

/** By ids. */
export interface Renaming {
  from: string
  to: string
}
