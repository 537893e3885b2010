import type { Temporal } from 'temporal-polyfill'
import type { Config } from '../config/config.ts'
import { editionDay } from '../editions/edition-day.ts'
import { MOST_QUERY, markedText, type SearchTerm, searchTerms } from '../editions/search-words.ts'
import type { AnnouncedFeed } from '../feeds/announced-feed.ts'
import { longDay } from '../words/long-date.ts'
import { announcedFeeds } from './feeds/announced-feeds.ts'

/** A number that went out, as the store lists it. */
interface Archived {
  id: number
  newsletter: string
  number: number
  subject: string
  date: Temporal.Instant
  postDays: string[]
}

export interface ArchiveListPorts {
  config: Config
  archive: {
    /** The newest first. */
    page(query: { newsletters: string[]; terms?: SearchTerm[]; before?: number; limit: number }): Promise<Archived[]>
  }
  editions: { postsOf(editionId: number): Promise<{ title: string; urlPath: string }[]> }
}

export interface ListedEdition {
  newsletter: { id: string; title: string }
  number: number
  subject: string
  /** As written for readers, in the site's zone and language; `day`: the same as 2026-11-24. */
  date: string
  day: string
  posts: { title: string; url: string }[]
}

export interface ArchiveList {
  /** Undefined: all newsletters'. */
  newsletter?: { id: string; title: string }
  /** Those newsletters' own, and the site's. */
  feeds: AnnouncedFeed[]
  /** What is looked for, as it is shown again. */
  query?: string
  /** In what was found, only the posts whose titles have a word of the query. */
  editions: ListedEdition[]
  /** Where older ones begin. */
  before?: number
  isNewest: boolean
  isListed: boolean
}

export interface ArchiveRequest {
  newsletter?: string
  query?: string
  before?: number
}

/** With the page's style below 20 KB. */
const PAGE = 30
const FOUND_PAGE = 20

/** Numbers that went out, newest first; undefined where there is no such newsletter, or no archive. */
export async function archiveList(
  ports: ArchiveListPorts,
  { newsletter: id, query, before }: ArchiveRequest = {},
): Promise<ArchiveList | undefined> {
  const { config, archive, editions } = ports
  const newsletters = config.newsletters.filter((each) => id === undefined || each.id === id)
  if (!config.archive.enabled || (id !== undefined && newsletters.length === 0)) return undefined
  const sought = query === undefined ? undefined : shownQuery(query)
  const isSearch = sought !== undefined && sought !== ''
  const limit = isSearch ? FOUND_PAGE : PAGE
  const found = await archive.page({
    newsletters: newsletters.map((each) => each.id),
    ...(isSearch && { terms: searchTerms(sought) }),
    before,
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const listed: ListedEdition[] = []
  for (const edition of shown) {
    const posts = isSearch ? (await editions.postsOf(edition.id)).filter(({ title }) => isMarked(title, sought)) : []
    listed.push(listedEdition(config, edition, posts))
  }
  return {
    ...(id !== undefined && newsletters[0] && { newsletter: titled(newsletters[0]) }),
    feeds: announcedFeeds(config, newsletters),
    ...(isSearch && { query: sought }),
    editions: listed,
    ...(found.length > limit && { before: shown.at(-1)?.id }),
    isNewest: before === undefined,
    isListed: config.archive.listed,
  }
}

/** The latest number of each newsletter that has sent one, with its posts. */
export async function latestEditions({ config, archive, editions }: ArchiveListPorts): Promise<ListedEdition[]> {
  if (!config.archive.enabled || !config.archive.listed) return []
  const latest: ListedEdition[] = []
  for (const { id } of config.newsletters) {
    const [edition] = await archive.page({ newsletters: [id], limit: 1 })
    if (edition) latest.push(listedEdition(config, edition, (await editions.postsOf(edition.id)).slice(0, MOST_POSTS)))
  }
  return latest
}

/** Of one number on the home page. */
const MOST_POSTS = 10

function listedEdition(
  config: Config,
  { newsletter: id, number, subject, date, postDays }: Archived,
  posts: { title: string; urlPath: string }[],
): ListedEdition {
  const { language, timezone, url } = config.site
  const day = editionDay(date, timezone, postDays)
  return {
    newsletter: titled(config.newsletters.find((each) => each.id === id) ?? { id, title: id }),
    number,
    subject,
    date: longDay(day, language),
    day: day.toString(),
    posts: posts.map(({ title, urlPath }) => ({ title, url: new URL(urlPath, url).href })),
  }
}

function titled({ id, title }: { id: string; title: string }): { id: string; title: string } {
  return { id, title }
}

function isMarked(title: string, query: string): boolean {
  return markedText(title, query).some((piece) => piece.isMarked)
}

/** On one line, no longer than what is read of it, and without what no page may show. */
function shownQuery(query: string): string {
  return query
    .toWellFormed()
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, MOST_QUERY)
    .toWellFormed()
}
