import { Temporal } from 'temporal-polyfill'
import { directionOf } from '../bodies/direction.ts'
import { wordsFor } from '../words/words-for.ts'
import type { MailPost } from './variant-input.ts'

/** One post: its title. Several: the newest one's title and how many more there are. */
export function subjectOf(posts: MailPost[], language: string): string {
  const newest = posts.reduce((one, other) => (isNewer(other, one) ? other : one))
  const title = oneLine(newest.title)
  if (posts.length === 1) return title
  const isMixed = directionOf(newest.language) !== directionOf(language)
  return wordsFor(language).mail.severalPosts(isMixed ? isolated(title) : title, posts.length - 1)
}

function isNewer(post: MailPost, than: MailPost): boolean {
  return Temporal.Instant.compare(post.publishedAt.instant, than.publishedAt.instant) > 0
}

/** A header has one line; a title from a YAML block scalar may have more. */
function oneLine(title: string): string {
  return title.replace(/\s+/g, ' ').trim()
}

/** Between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9) a Hebrew title does not reorder English words around it. */
function isolated(title: string): string {
  return `\u2068${title}\u2069`
}
