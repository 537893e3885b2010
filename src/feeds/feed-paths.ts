import type { FeedFormat } from './feed.ts'

export const FEED_FORMATS: FeedFormat[] = ['rss', 'atom', 'json']

/** Where a feed lies below the folder, or the URL, of what it is a feed of. */
export const FEED_PATHS: Record<FeedFormat, string> = {
  rss: '/feed.xml',
  atom: '/atom.xml',
  json: '/feed.json',
}

/** What it is served as, with the charset, since some readers take Latin-1 where none is said. */
export const FEED_CONTENT_TYPES: Record<FeedFormat, string> = {
  rss: 'application/rss+xml; charset=utf-8',
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
}

/** Where each format of a feed is reached. `outputUrl` is absolute and ends in a slash, as `folder` does: `/tags/maps/`. */
export function feedUrls(outputUrl: string, folder = '/'): Record<FeedFormat, string> {
  const urlOf = (format: FeedFormat) => new URL(folder.slice(1) + FEED_PATHS[format].slice(1), outputUrl).href
  return { rss: urlOf('rss'), atom: urlOf('atom'), json: urlOf('json') }
}
