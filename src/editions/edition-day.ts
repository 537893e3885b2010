import { Temporal } from 'temporal-polyfill'
import { writtenDay } from '../posts/dates.ts'
import type { WrittenDate } from '../posts/post.ts'

/** What an edition's day is told from, beside its date: its posts' days. */
interface DatedPost {
  publishedAt: WrittenDate
}

/** The days that the authors of an edition's posts wrote, each once; of those that are out at its date. */
export function postDays(posts: DatedPost[], date: Temporal.Instant): string[] {
  const out = posts.filter(({ publishedAt }) => Temporal.Instant.compare(publishedAt.instant, date) <= 0)
  return [...new Set(out.map(({ publishedAt }) => writtenDay(publishedAt)))]
}

/**
 * The day that an edition shows. A post's day is the one that its author wrote, wherever the site is: where that is tomorrow already, an
 * edition of today would be older than what it brings.
 * @param days of its posts
 */
export function editionDay(date: Temporal.Instant, timezone: string, days: string[]): Temporal.PlainDate {
  const today = date.toZonedDateTimeISO(timezone).toPlainDate()
  const tomorrow = today.add({ days: 1 })
  return days.includes(tomorrow.toString()) ? tomorrow : today
}
