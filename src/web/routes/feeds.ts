import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { FEED_CONTENT_TYPES, FEED_FORMATS, FEED_PATHS } from '../../feeds/feed-paths.ts'

export interface FeedPorts {
  /** The file that `build` wrote at this path below the output folder; undefined before the first build. */
  outputFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>
}

/** An unchanged feed answers 304 to who has it (RFC 9110 §13.1.2). */
export function feedsRoute(ports: FeedPorts): Hono {
  const route = new Hono()
  for (const format of FEED_FORMATS) {
    route.get(FEED_PATHS[format], etag(), async (c) => {
      const bytes = await ports.outputFile(FEED_PATHS[format])
      if (!bytes) return c.notFound()
      return c.body(bytes, 200, {
        'Content-Type': FEED_CONTENT_TYPES[format],
        'Cache-Control': 'public, max-age=300',
        // Readers that are web pages fetch it themselves.
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      })
    })
  }
  return route
}
