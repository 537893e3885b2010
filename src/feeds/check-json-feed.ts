import { failure, type Problem } from '../config/problem.ts'
import { isWebUrl } from './check-entry.ts'
import { requireUnique } from './rules.ts'
import { isRfc3339 } from './written-dates.ts'

/** The rules of JSON Feed 1.1 (jsonfeed.org/version/1.1), asked of a parsed document. */
export function checkJsonFeed(document: unknown): Problem[] {
  if (
    !isRecord(document) ||
    document.version !== 'https://jsonfeed.org/version/1.1' ||
    !Array.isArray(document.items)
  ) {
    return [invalid('This is not a JSON Feed 1.1 with items.')]
  }
  const items: unknown[] = document.items
  return [
    ...(isText(document.title) ? [] : [invalid('The feed has no title.')]),
    ...(isUrl(document.feed_url) ? [] : [invalid('The feed has no feed_url.')]),
    ...items.flatMap(checkItem),
    ...requireUnique(items.map((item) => (isRecord(item) ? String(item.id) : ''))),
  ]
}

function checkItem(item: unknown, index: number): Problem[] {
  const name = `items[${index}]`
  if (!isRecord(item)) return [invalid(`${name} is not an object.`)]
  const dates = ['date_published', 'date_modified'].filter((key) => item[key] !== undefined)
  return [
    ...(isText(item.id) ? [] : [invalid(`${name} has no id.`)]),
    ...(isUrl(item.url) ? [] : [invalid(`${name} has no URL to open.`)]),
    ...(isText(item.content_html) || isText(item.content_text) ? [] : [invalid(`${name} has no content.`)]),
    ...dates
      .filter((key) => typeof item[key] !== 'string' || !isRfc3339(item[key]))
      .map((key) => invalid(`${name}.${key} is "${item[key]}", which is not a date.`)),
  ]
}

const invalid = (message: string) => failure('feeds.invalid', message)
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
const isUrl = (value: unknown) => typeof value === 'string' && isWebUrl(value)
