import { Temporal } from 'temporal-polyfill'
import { failure, type Problem, warning } from '../../../config/problem.ts'
import { firstOf } from '../../not-news.ts'
import type { Post } from '../../post.ts'

/** What `hugo list all` says of a page. */
export interface ListedPage {
  /** Below the site's folder, in NFC. */
  path: string
  isDraft: boolean
  publishDate: Temporal.Instant | undefined
  expiryDate: Temporal.Instant | undefined
}

/** The table that `hugo list all` prints; undefined where it is none that we know. */
export function readHugoList(text: string): ListedPage[] | undefined {
  const [names = [], ...rows] = rowsOf(text.slice(Math.max(text.search(/^path,/m), 0)))
  const columns = ['path', 'draft', 'publishDate', 'expiryDate'].map((name) => names.indexOf(name))
  if (columns.includes(-1)) return undefined
  return rows.flatMap((row) => {
    const [path = '', draft, publishDate = '', expiryDate = ''] = columns.map((column) => row[column])
    if (path === '') return []
    return {
      path: path.replaceAll('\\', '/').normalize('NFC'),
      isDraft: draft === 'true',
      publishDate: dateOf(publishDate),
      expiryDate: dateOf(expiryDate),
    }
  })
}

/** RFC 4180, as Go writes it. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [whole, quoted, plain = '', end] of text.matchAll(FIELD)) {
    if (whole === '') break
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.slice(1, -1).replaceAll('""', '"'))
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1)
}

const FIELD = /(?:("(?:[^"]|"")*")|([^,"\r\n]*))(,|\r?\n|$)/g

/** Go's zero time is no date. */
function dateOf(written: string): Temporal.Instant | undefined {
  if (written === '' || written.startsWith('0001-')) return undefined
  try {
    return Temporal.Instant.from(written)
  } catch {
    return undefined
  }
}

export interface Compared {
  /** Each with its path below the site's folder. */
  posts: { post: Pick<Post, 'file' | 'status'>; path: string }[]
  builds: { buildDrafts: boolean; buildFuture: boolean; buildExpired: boolean }
  now: Temporal.Instant
}

/** What we have live and Hugo does not is an error each; what Hugo has live and we hold back is one warning. */
export function compareWithHugo(listed: ListedPage[], { posts, builds, now }: Compared): Problem[] {
  const isLive = ({ isDraft, publishDate, expiryDate }: ListedPage) =>
    (!isDraft || builds.buildDrafts) &&
    (builds.buildFuture || !publishDate || Temporal.Instant.compare(publishDate, now) <= 0) &&
    (builds.buildExpired || !expiryDate || Temporal.Instant.compare(expiryDate, now) >= 0)
  const live = new Set(listed.filter(isLive).map(({ path }) => path))
  const shown = posts.filter(({ post, path }) => post.status === 'live' && !live.has(path))
  const held = posts.filter(({ post, path }) => post.status !== 'live' && live.has(path))
  return [...shown.map(({ post }) => shownHere(post)), ...(held.length > 0 ? [heldBack(held)] : [])]
}

function shownHere({ file }: Pick<Post, 'file'>): Problem {
  const hint = 'Do not send or build until it is clear why: `hugo list all` does not name it, or not as live.'
  return failure('hugo.published', 'The post is live here, and Hugo does not publish it.', { hint, file })
}

function heldBack(held: Compared['posts']): Problem {
  const files = firstOf(held.map(({ post }) => `${post.file} (${post.status})`))
  const message = `Hugo shows ${held.length === 1 ? 'a post that is' : `${held.length} posts that are`} held back here: ${files}.`
  const hint = 'Look at their front matter, and at the _index.md above them, which hides them from Hugo before 0.123.'
  return warning('hugo.published', message, { hint })
}
