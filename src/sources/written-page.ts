import { Temporal } from 'temporal-polyfill'
import type { Problem } from '../config/problem.ts'
import type { WrittenCover } from '../posts/cover.ts'
import type { FileTimes, Place } from '../posts/dialects/dialect.ts'
import type { NotNews } from '../posts/not-news.ts'
import type { Page } from '../posts/page.ts'
import type { Post, WrittenDate } from '../posts/post.ts'
import type { ReadPage } from '../posts/read-post.ts'

/** A file of the site as a page, and what is needed to tell whether it still is that page. */
export interface WrittenPage {
  /** See file-stamp.ts; '' where it cannot be relied on. */
  stamp: string
  /** SHA-256 of the file. */
  hash: string
  /** Where it stood, and the file's times that count for its dates. */
  circumstances: string
  /** When it was read, and the moments at which its status changes; milliseconds. */
  at: number
  turns: number[]
  url?: string
  notNews?: NotNews
  post?: WrittenPost
  cover?: WrittenCover
  problems: Problem[]
}

type WrittenPost = Omit<Post, 'publishedAt' | 'updatedAt' | 'cover'> & { published: string; updated?: string }

export function circumstancesOf(place: Place, times: FileTimes): string {
  return JSON.stringify([place, times])
}

export function writePage(read: ReadPage, known: Pick<WrittenPage, 'stamp' | 'hash' | 'circumstances' | 'at'>): string {
  const { page, cover, problems, turns = [] } = read
  const written: WrittenPage = {
    ...known,
    turns: turns.map(({ epochMilliseconds }) => epochMilliseconds),
    ...(page && { url: page.url }),
    ...(page?.notNews && { notNews: page.notNews }),
    ...(page?.post && { post: writePost(page.post) }),
    ...(cover && { cover }),
    problems,
  }
  return JSON.stringify(written)
}

/** The page that a text stands for, where nothing but the site's settings could have changed what it is. */
export function readPage({ url, notNews, post, cover, problems }: WrittenPage, place: Place): ReadPage {
  const page: Page | undefined =
    url === undefined ? undefined : { place, url, ...(notNews && { notNews }), ...(post && { post: readPost(post) }) }
  return { ...(page && { page }), ...(cover && { cover }), problems }
}

/** Whether the clock has passed none of the moments at which the page's status changes. */
export function isOfNow({ at, turns }: WrittenPage, nowMs: number): boolean {
  const [from, to] = [Math.min(at, nowMs), Math.max(at, nowMs)]
  return turns.every((turn) => turn < from || turn > to)
}

function writePost({ publishedAt, updatedAt, cover: _, ...post }: Post): WrittenPost {
  return { ...post, published: writeDate(publishedAt), ...(updatedAt && { updated: writeDate(updatedAt) }) }
}

function readPost({ published, updated, ...post }: WrittenPost): Post {
  return { ...post, publishedAt: readDate(published), ...(updated && { updatedAt: readDate(updated) }) }
}

/** `1769821200000 +08:00`: read a hundred times as fast as RFC 3339. */
function writeDate({ instant, offset }: WrittenDate): string {
  const exact = instant.epochNanoseconds
  return exact % 1_000_000n === 0n ? `${instant.epochMilliseconds} ${offset}` : `${exact}ns ${offset}`
}

function readDate(written: string): WrittenDate {
  const [number = '', offset = ''] = written.split(' ')
  const instant = number.endsWith('ns')
    ? Temporal.Instant.fromEpochNanoseconds(BigInt(number.slice(0, -'ns'.length)))
    : Temporal.Instant.fromEpochMilliseconds(Number(number))
  return { instant, offset }
}
