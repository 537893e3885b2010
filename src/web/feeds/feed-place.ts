import type { FeedFormat } from '../../feeds/feed.ts'
import { FEED_CONTENT_TYPES } from '../../feeds/feed-paths.ts'

/** What stands for a path: a file below the output folder, and as what it is served; or where a feed went. */
export type FeedPlace = ServedPlace | { kind: 'moved'; path: string; to: string } | { kind: 'gone'; path: string }

export interface ServedPlace {
  kind: 'file'
  path: string
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

/** What broadsheet.toml says of paths. */
export interface FeedPaths {
  /** The site's old feed paths, `/index.xml`, each with its format. */
  also: Record<string, FeedFormat>
  /** Path of a feed that moved → absolute URL of the present one. */
  moved: Record<string, string>
  /** Paths of feeds that will not come back. */
  gone: string[]
}

/** What a request's target stands for; null for what is no feed: no other file of the output folder is served as one. */
export function feedPlace(target: string, { also, moved, gone }: FeedPaths): FeedPlace | null {
  const path = decodePath(target)
  if (path === undefined) return null
  const to = Object.hasOwn(moved, path) ? moved[path] : undefined
  if (to !== undefined) return { kind: 'moved', path, to }
  if (gone.includes(path)) return { kind: 'gone', path }
  const name = path.slice(path.lastIndexOf('/') + 1)
  const format = Object.hasOwn(also, path) ? also[path] : ownIn(FORMATS, name)
  if (format) return { kind: 'file', path, file: path, type: FEED_CONTENT_TYPES[format], format }
  if (path === '/feeds/') return { kind: 'file', path, file: '/feeds/index.html', type: 'text/html; charset=utf-8' }
  const type = ownIn(TYPES, name)
  return type ? { kind: 'file', path, file: path, type } : null
}

/** `constructor` is no file of ours. */
function ownIn<Value>(record: Record<string, Value>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/**
 * The path of a request's target (RFC 9112 §3.2: also that of a proxy, with the host before it), without its query and
 * decoded. It never leads out of its folder, nor to a hidden file; undefined for one that would.
 */
function decodePath(target: string): string | undefined {
  try {
    const written = /^(?:https?:\/\/[^/?#]*)?(\/[^?#]*)/i.exec(target)?.[1]
    if (written === undefined) return undefined
    // Without empty parts: `//feed.xml` is no address of its own, and as a reference would name a host (RFC 3986 §4.2).
    const path = decodeURIComponent(written).replace(/\/{2,}/g, '/')
    const isOutside = /[\\\0]/.test(path) || path.includes('/.')
    return isOutside ? undefined : path
  } catch {
    return undefined // not percent-encoded as it should be
  }
}
