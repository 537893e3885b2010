import { failure, type Problem } from '../config/problem.ts'
import { cleanLine } from './clean-text.ts'
import type { FeedEntry } from './feed.ts'
import { isWritable } from './written-dates.ts'

/**
 * Why no feed can hold this entry; empty if it can. The caller knows the post's file and adds it, and leaves the entry
 * out: the writers refuse a feed with such an entry.
 */
export function checkEntry(entry: FeedEntry): Problem[] {
  const problems: Problem[] = []
  const complain = (message: string, hint: string) => problems.push(failure('feeds.entry', message, { hint }))
  const name = `"${cleanLine(entry.title) || cleanLine(entry.url)}"`
  if (!isWebUrl(entry.url)) {
    complain(
      `${name} has the URL "${cleanLine(entry.url)}", which no reader can open.`,
      'Make it an http or https URL.',
    )
  }
  if (entry.id === '' || cleanLine(entry.id) !== entry.id) {
    complain(
      `${name} has the feed id "${cleanLine(entry.id)}", which is not one line.`,
      'Write it as tag:… or https://….',
    )
  }
  for (const date of [entry.publishedAt, entry.updatedAt]) {
    if (!isWritable(date)) complain(`${name} has the date ${date.instant}.`, 'Feeds can say the years 0 to 9999.')
  }
  return problems
}

/** Whether a reader can open it: an absolute http or https URL. */
export function isWebUrl(url: string): boolean {
  // As nearly all are written: its protocol needs no parsing.
  if (/^https?:\/\//.test(url)) return URL.canParse(url)
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
}
