import { monthNamed } from '../posts/months.ts'
import type { Post } from '../posts/post.ts'
import { normalPath } from '../posts/url-path.ts'
import { cleanLine } from './clean-text.ts'
import type { ForeignEntry } from './read-feed.ts'

export interface EntryMatch {
  post: Post
  entry: ForeignEntry
}

/**
 * Which post each entry of the site's former feed is: by its link, else by an id that is a URL, else by its title and day.
 * Each rule goes over all entries before the next, and takes only what is certain: a key that two posts share decides nothing.
 * @param basePath path of the site's base URL, below which aliases stand
 */
export function matchEntries(
  entries: ForeignEntry[],
  posts: Post[],
  basePath: string,
): { matches: EntryMatch[]; unmatched: ForeignEntry[] } {
  const rules: [keysOfPost: (post: Post) => string[], keyOfEntry: (entry: ForeignEntry) => string | undefined][] = [
    [addresses(basePath), ({ url }) => address(url)],
    [addresses(basePath), ({ id }) => address(id)],
    [(post) => [titleAndDay(post.title, dayOf(post))], ({ title, published }) => foreignTitleAndDay(title, published)],
  ]
  let open = entries
  const matches: EntryMatch[] = []
  for (const [keysOfPost, keyOfEntry] of rules) {
    const taken = new Set(matches.map(({ post }) => post))
    const byKey = certain(
      posts.filter((post) => !taken.has(post)),
      keysOfPost,
    )
    open = open.filter((entry) => {
      const key = keyOfEntry(entry)
      const post = key === undefined ? undefined : byKey.get(key)
      if (!post || taken.has(post)) return true
      taken.add(post)
      matches.push({ post, entry })
      return false
    })
  }
  return { matches, unmatched: open }
}

function certain(posts: Post[], keysOf: (post: Post) => string[]): Map<string, Post> {
  const found = new Map<string, Post | undefined>()
  for (const post of posts) {
    for (const key of new Set(keysOf(post))) found.set(key, found.has(key) ? undefined : post)
  }
  return new Map([...found].flatMap(([key, post]) => (post ? [[key, post] as const] : [])))
}

function addresses(basePath: string): (post: Post) => string[] {
  return ({ url, aliases }) => [address(url) ?? '', ...aliases.map((alias) => normalPath(basePath + alias))]
}

/** Without the host: the site may have moved since. With the query: at some sites it is all that tells posts apart. */
function address(url: string | undefined): string | undefined {
  if (!url || !/^https?:/i.test(url) || !URL.canParse(url)) return undefined
  const { pathname, search } = new URL(url)
  return normalPath(pathname) + search
}

function titleAndDay(title: string, day: string): string {
  return `${day} ${cleanLine(title).toLowerCase()}`
}

function dayOf({ publishedAt: { instant, offset } }: Post): string {
  return instant.toZonedDateTimeISO(offset).toPlainDate().toString()
}

/** The day as it is written there: both speak of the author's. */
function foreignTitleAndDay(title: string, published: string | undefined): string | undefined {
  const day = published && writtenDay(published)
  return title && day ? titleAndDay(title, day) : undefined
}

/** `2026-01-05` from `2026-01-05T09:00:00+08:00` (RFC 3339) or `Mon, 05 Jan 2026 09:00:00 +0800` (RFC 822). */
function writtenDay(date: string): string | undefined {
  const iso = /^\s*(\d{4}-\d{2}-\d{2})/.exec(date)?.[1]
  if (iso) return iso
  const [, day = '', month = '', year = ''] = /(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})/i.exec(date) ?? []
  const number = monthNamed(month)
  return number === 0 ? undefined : `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}`
}
