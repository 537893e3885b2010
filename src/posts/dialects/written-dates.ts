import type { Temporal } from 'temporal-polyfill'
import type { Problem } from '../../config/problem.ts'
import { notADate, readDate } from '../dates.ts'
import { asText } from '../front-matter-fields.ts'
import type { WrittenDate } from '../post.ts'
import type { PageFacts, PageSource } from './dialect.ts'

/** The first of these fields that is a date. What is written there and is none is a problem each; a yes or no is no date, and none that is wrong. */
export function firstDate(
  { fields, placeOf }: PageSource,
  keys: readonly string[],
  timeZone: string,
): { date?: WrittenDate; problems: Problem[] } {
  const problems: Problem[] = []
  for (const key of keys) {
    const value = fields.get(key)
    if (value === undefined || value === null || value === '' || isFlag(value)) continue
    const text = asText(value)
    const date = text && readDate(text, timeZone)
    if (date) return { date, problems }
    problems.push(notADate(key, text ?? JSON.stringify(value), placeOf(key)))
  }
  return { problems }
}

function isFlag(value: unknown): boolean {
  return /^(?:true|false|yes|no|on|off)$/i.test(asText(value) ?? '')
}

const DAY_IN_NAME = /^(\d{4})-?(\d{2})-?(\d{2})(?=$|\D)/

/** `2026-11-30-a-post`, `2026-11-30_a-post`, `20261130 a post` → its day, and what follows it. */
export function dateInName(name: string, timeZone: string): { date: WrittenDate; rest: string } | undefined {
  const found = DAY_IN_NAME.exec(name)
  const date = found && readDate(found.slice(1).join('-'), timeZone)
  return date ? { date, rest: name.slice(found[0].length).replace(/^[-_ ]+/, '') } : undefined
}

/** Of an engine that holds back drafts, and what has a date to come. */
export function statusBy(
  isDraft: boolean,
  publishedAt: WrittenDate | undefined,
  now: Temporal.Instant,
): Pick<PageFacts, 'status' | 'turns'> {
  const isFuture = publishedAt !== undefined && publishedAt.instant.epochNanoseconds > now.epochNanoseconds
  const turns = publishedAt ? [publishedAt.instant] : []
  return { status: isDraft ? 'draft' : isFuture ? 'future' : 'live', turns }
}
