import type { Place } from './dialects/dialect.ts'
import type { NotNews } from './not-news.ts'
import type { Post } from './post.ts'

/** A page of the site, news or not: links and references may point at it. */
export interface Page {
  place: Place
  /** Absolute. */
  url: string
  /** Where it is news. */
  post?: Post
  /** Why it is none, where it is a single page. */
  notNews?: NotNews
}
