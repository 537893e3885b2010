import { Hono } from 'hono'
import { etag } from 'hono/etag'
import { FEED_CONTENT_TYPES, FEED_FORMATS, FEED_PATHS } from '../../feeds/feed-paths.ts'

export interface FeedPorts {
  /** The file that `build` wrote at this path below the output folder; undefined before the first build. */
  outputFile(path: string): Promise<Uint8Array<ArrayBuffer> | undefined>
}

export function feedsRoute(ports: FeedPorts): Hono {
  const route = new Hono()
  route.use('*', etag())
  for (const format of FEED_FORMATS) {
    route.get(FEED_PATHS[format], async (c) => {
      const bytes = await ports.outputFile(FEED_PATHS[format])
      if (!bytes) return c.notFound()
      return c.body(bytes, 200, {
        'Content-Type': FEED_CONTENT_TYPES[format],
        'Cache-Control': 'public, max-age=300',
      })
    })
  }
  return route
}
