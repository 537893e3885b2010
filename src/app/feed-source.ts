import { mirrorFeeds } from '../actions/feeds/mirror-feeds.ts'
import type { Config } from '../config/config.ts'
import type { Problem } from '../config/problem.ts'
import { VERSION } from '../config/version.ts'
import { guardedFetch } from '../network/guarded-fetch.ts'
import { feedMirror } from '../sources/feed-mirror.ts'
import { clock } from './clock.ts'

const LARGEST_PAGE = 5 * 1024 * 1024
const LARGEST_FEED = 20 * 1024 * 1024
const LONGEST_ANSWER_MS = 30_000

/** Feeds that posts are read from, as they are now. Their own hosts may be inside a private network, since the operator named them. */
export async function feedsAsTheyAre(config: Config): Promise<Problem[]> {
  const fetch = guardedFetch({
    userAgent: `Broadsheet/${VERSION}`,
    sites: config.content.feeds ?? [],
    elsewhere: true,
    bytes: LARGEST_FEED,
    milliseconds: LONGEST_ANSWER_MS,
  })
  const fetchArticle = guardedFetch({
    userAgent: `Broadsheet/${VERSION}`,
    sites: config.content.feeds ?? [],
    elsewhere: true,
    bytes: LARGEST_PAGE,
  })
  return mirrorFeeds({
    config,
    mirror: feedMirror(config.content.source),
    clock,
    async fetchPage(url) {
      const answer = await fetchArticle(url, { bytes: true, headers: { accept: 'text/html, application/xhtml+xml' } })
      if (!answer.ok) return { error: answer.error }
      const { status, bytes = new Uint8Array(), type, url: at } = answer
      return { status, bytes, url: at, ...(type !== undefined && { contentType: type }) }
    },
    async fetchFeed(url, { etag, lastModified }) {
      const headers = {
        accept: 'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5',
        ...(etag && { 'if-none-match': etag }),
        ...(lastModified && { 'if-modified-since': lastModified }),
      }
      const answer = await fetch(url, { bytes: true, headers })
      if (!answer.ok) return { error: answer.error }
      if (answer.status === 304) return { status: 304 }
      const { status, bytes = new Uint8Array(), headers: said = {} } = answer
      const { 'content-type': contentType, etag: mark, 'last-modified': modified } = said
      return { status, bytes, contentType, etag: mark, lastModified: modified }
    },
  })
}
