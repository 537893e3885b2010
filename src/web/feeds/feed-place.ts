import type { FeedFormat } from '../../feeds/feed.ts'
import { FEED_CONTENT_TYPES } from '../../feeds/feed-paths.ts'

/** A file below the output folder that is served, and as what. */
export interface FeedPlace {
  /** `/tags/maps/feed.xml` */
  file: string
  /** Media type, with its charset. */
  type: string
  /** Undefined for what is no feed: the lists of them, their style. */
  format?: FeedFormat
}

const FORMATS: Record<string, FeedFormat> = { 'feed.xml': 'rss', 'atom.xml': 'atom', 'feed.json': 'json' }
const TYPES: Record<string, string> = {
  'opml.xml': 'text/x-opml; charset=utf-8',
  'feed.css': 'text/css; charset=utf-8',
}

/**
 * The file that stands for a path, decoded (decodePath); no other of the output folder is served as a feed.
 * @param also the site's old feed paths, each with its format
 */
export function feedPlace(path: string, also: Record<string, FeedFormat>): FeedPlace | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const format = Object.hasOwn(also, path) ? also[path] : FORMATS[name]
  if (format) return { file: path, type: FEED_CONTENT_TYPES[format], format }
  if (path === '/feeds/') return { file: '/feeds/index.html', type: 'text/html; charset=utf-8' }
  const type = TYPES[name]
  return type ? { file: path, type } : undefined
}

/**
 * The path of a request's target (RFC 9112 §3.2: also that of a proxy, with the host before it), without its query and
 * decoded. It never leads out of its folder, nor to a hidden file; undefined for one that would.
 */
export function decodePath(target: string): string | undefined {
  try {
    const written = /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)/i.exec(target)?.[1]
    if (written === undefined) return undefined
    const path = decodeURIComponent(written)
    const isOutside = /[\\\0]/.test(path) || path.includes('/.')
    return isOutside ? undefined : path
  } catch {
    return undefined // not percent-encoded as it should be
  }
}
