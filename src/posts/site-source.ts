import type { Problem } from '../config/problem.ts'
import type { NotNewsGroup } from './not-news.ts'
import type { PlainMap } from './plain-data.ts'
import type { Body, Post } from './post.ts'

/** A site's posts, as sources/ read them. Bodies are made on demand: a feed of twenty needs twenty. */
export interface SiteSource {
  posts: Post[]
  problems: Problem[]
  /** What somebody may look for among the posts, and why it is not there. */
  notNews?: NotNewsGroup[]
  /** What the site's engine calls its parameters, for templates. */
  params?: PlainMap
  body(post: Post): Promise<ReadBody>
  /** A text of the publication that is no post, rendered as if it stood at the top of the site. */
  render?(text: BesideText): Promise<ReadBody>
  /** The hash that a post would have under each of these titles; none where it cannot be read. */
  hashesUnder(post: Post, titles: string[]): Promise<string[]>
}

export interface BesideText {
  /** Markdown. */
  text: string
  /** As the person knows it, and its line at which the text begins. */
  file: string
  firstLine: number
  /** BCP 47. */
  language: string
  /** Name → absolute path, of files that it may show. */
  beside: ReadonlyMap<string, string>
}

/** Without a body, and with an error, where the post cannot be shown: it is left out of whatever would show it. */
export interface ReadBody {
  body?: Body
  problems: Problem[]
  /** What its author puts above it in mails; rendered when it is asked for. */
  intro?(): Pick<ReadBody, 'body' | 'problems'>
  /** Its front matter's fields, for templates. */
  params?(): PlainMap
}
