import { Temporal } from 'temporal-polyfill'
import { directionOf } from '../bodies/direction.ts'
import { wordsFor } from '../words/words-for.ts'
import type { MailPost } from './variant-input.ts'

/**
 * What the author of the first post wants. Else, one post: its title. Several: the title of the one of the highest
 * priority, the newest of those, and how many more there are.
 */
export function subjectOf(posts: MailPost[], language: string): string {
  if (posts[0]?.subject) return posts[0].subject
  const lead = leadOf(posts)
  const title = oneLine(lead.title)
  if (posts.length === 1) return title
  const isMixed = directionOf(lead.language) !== directionOf(language)
  return wordsFor(language).mail.severalPosts(isMixed ? isolated(title) : title, posts.length - 1)
}

/** After which a mail is called: of the highest priority, the newest of those, wherever it stands. */
export function leadOf(posts: MailPost[]): MailPost {
  return posts.reduce((one, other) => (goesBefore(other, one) ? other : one))
}

function goesBefore(post: MailPost, than: MailPost): boolean {
  const [priority = 0, other = 0] = [post.priority, than.priority]
  if (priority !== other) return priority > other
  return Temporal.Instant.compare(post.publishedAt.instant, than.publishedAt.instant) > 0
}

/** A header has one line; a title from a YAML block scalar may have more. */
function oneLine(title: string): string {
  return title.replace(/\s+/g, ' ').trim()
}

/** Between FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9) a Hebrew title does not reorder English words around it. */
export function isolated(title: string): string {
  return `\u2068${title}\u2069`
}
