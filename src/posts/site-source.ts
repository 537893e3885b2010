import type { Problem } from '../config/problem.ts'
import type { Body, Post } from './post.ts'

/** A site's posts, as sources/ read them. Bodies are made on demand: a feed of twenty needs twenty. */
export interface SiteSource {
  posts: Post[]
  problems: Problem[]
  body(post: Post): Promise<{ body: Body; problems: Problem[] }>
}
