import type { Problem } from '../config/problem.ts'
import type { Body, Post } from './post.ts'

/** A site's posts, as sources/ read them. Bodies are made on demand: a feed of twenty needs twenty. */
export interface SiteSource {
  posts: Post[]
  problems: Problem[]
  body(post: Post): Promise<ReadBody>
}

/** Without a body, and with an error, where the post cannot be shown: it is left out of whatever would show it. */
export interface ReadBody {
  body?: Body
  problems: Problem[]
}
