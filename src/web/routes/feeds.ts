import { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { FeedFormat } from '../../feeds/feed.ts'
import { FEED_CONTENT_TYPES } from '../../feeds/feed-paths.ts'

export interface FeedPorts {
  /** The file that `build` wrote at this path below the output folder; undefined where there is none. */
  outputFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** The site's old feed paths, `/index.xml`, each with its format. */
  also: Record<string, FeedFormat>
}

/** What a built file is served as, by its name; no other file of the output folder is served here. */
const TYPES: Record<string, string> = {
  'feed.xml': FEED_CONTENT_TYPES.rss,
  'atom.xml': FEED_CONTENT_TYPES.atom,
  'feed.json': FEED_CONTENT_TYPES.json,
  'opml.xml': 'text/x-opml; charset=utf-8',
  'feed.css': 'text/css; charset=utf-8',
}
const FEEDS_PAGE = '/feeds/'
/** Only what may be one of them: pages that are about one person have no ETag. */
const ANY_FEED = '/:path{(?:.*/)?(?:feed|atom|opml)\\.xml|(?:.*/)?feed\\.(?:json|css)}'

/** Every feed that `build` wrote, with their list. An unchanged one answers 304 to who has it (RFC 9110 §13.1.2). */
export function feedsRoute(ports: FeedPorts): Hono {
  const route = new Hono()
  route.get('/feeds', (c) => c.redirect('feeds/'))
  const served = [FEEDS_PAGE, ANY_FEED, ...Object.keys(ports.also)]
  route.on('GET', served, etag(), async (c, next) => {
    const path = filePath(c.req.path)
    const type = path && typeOf(path, ports.also)
    const bytes = type ? await ports.outputFile(path === FEEDS_PAGE ? `${FEEDS_PAGE}index.html` : path) : undefined
    if (!bytes || !type) return next()
    return c.body(bytes, 200, {
      'Content-Type': forVisitor(type, c.req.header('Accept')),
      Vary: 'Accept',
      'Cache-Control': 'public, max-age=300',
      // Readers that are web pages fetch it themselves.
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  })
  return route
}

function typeOf(path: string, also: FeedPorts['also']): string | undefined {
  const format = also[path]
  if (format) return FEED_CONTENT_TYPES[format]
  return path === FEEDS_PAGE ? 'text/html; charset=utf-8' : TYPES[path.slice(path.lastIndexOf('/') + 1)]
}

/** Browsers apply a feed's style sheet to `text/xml` only, and show the types of feeds as source. Readers get those. */
function forVisitor(type: string, accept = ''): string {
  const isStyled = type === FEED_CONTENT_TYPES.rss || type === FEED_CONTENT_TYPES.atom
  return isStyled && accept.includes('text/html') ? 'text/xml; charset=utf-8' : type
}

/** A URL's path as a file's, which never leads out of its folder; undefined for one that would. */
function filePath(urlPath: string): string | undefined {
  try {
    const path = decodeURIComponent(urlPath)
    const isOutside = /[\\\0]/.test(path) || path.split('/').some((part) => part.startsWith('.'))
    return isOutside ? undefined : path
  } catch {
    return undefined // not percent-encoded as it should be
  }
}
